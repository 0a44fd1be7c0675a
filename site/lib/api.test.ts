import { expect, test } from 'vitest';
import { apiOf, declarationsIn } from './api.ts';

test('what is exported with a docstring is shown as written, without bodies and what is private', () => {
  const text = `
/** A length in lines of 64 bytes.
 * @param of what is measured
 * @throws Fault where it has none
 * @example
 * if (await length(line)) {
 *   shorten(line) // => 64
 * }
 *
 * @see RFC 1
 */
export async function length(of: Thing): Promise<number> { return of.count; }
/** Not exported. */
function inner() {}
export const silent = 1;
/** Two words. */
export interface Pair { /** First. */ readonly a: string }
/** Counts. */
export class Counter { #count = 0; next(): number { return this.#count++; } }
`;
  expect(declarationsIn(text)).toEqual([
    {
      name: 'length',
      text: 'function length(of: Thing): Promise<number>',
      says: [
        'A length in lines of 64 bytes.',
        'param: of what is measured',
        'throws: Fault where it has none',
        'see: RFC 1',
      ],
      examples: ['if (await length(line)) {\n  shorten(line) // => 64\n}'],
    },
    {
      name: 'Pair',
      text: 'interface Pair { /** First. */ readonly a: string }',
      says: ['Two words.'],
      examples: [],
    },
    { name: 'Counter', text: 'class Counter { next(): number }', says: ['Counts.'], examples: [] },
  ]);
});

test('the words that all rooms share are there', () => {
  const names = apiOf('data/schema').flatMap(({ declarations }) =>
    declarations.map(({ name }) => name),
  );
  expect(names).toEqual(expect.arrayContaining(['Run', 'Claim', 'Fault', 'readYaml']));
});
