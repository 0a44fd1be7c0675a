import { expect, test } from 'vitest';
import { mutated, mutationsOf, shuffled } from './mutations.ts';

const text = `import { a } from './a.ts';
/** 1 < 2 */
export function f(x: 1 | 2, on: boolean): string {
  if (on) g(x);
  if (x < 2) throw new Error('x + 1');
  return on && x === 1 ? 'a' + x : \`\${x + 1}\`;
}
`;

test('comparisons, arithmetic, logic, constants, conditions and calls, but no texts and no types', () => {
  const found = mutationsOf('f.ts', text).map(({ line, from, to }) => `${line}: ${from} -> ${to}`);
  expect(found).toEqual([
    '4: on -> !(on)',
    '4: g(x); -> ;',
    '5: < -> <=',
    '5: 2 -> 3',
    '6: && -> ||',
    '6: === -> !==',
    '6: 1 -> 2',
    '6: + -> -',
    '6: 1 -> 2',
  ]);
});

test('a mutant differs in that place alone', () => {
  const [first] = mutationsOf('f.ts', text);
  if (!first) throw new Error('no mutation');
  expect(mutated(text, first)).toBe(text.replace('if (on)', 'if (!(on))'));
});

test('an order is decided by its seed and the mutants alone, wherever their file lies', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, i) => `let a${i} = ${i};`).join('\n');
  const all = mutationsOf('a.ts', lines(30));
  const some = shuffled(all, 3);
  expect(shuffled(all, 3)).toEqual(some);
  expect(shuffled(all, 4)).not.toEqual(some);
  expect(new Set(some)).toEqual(new Set(all));
  const moved = shuffled(mutationsOf('floor/a.ts', lines(40)), 3).filter(({ line }) => line <= 30);
  expect(moved.map(({ line }) => line)).toEqual(some.map(({ line }) => line));
});
