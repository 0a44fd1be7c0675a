import { expect, test } from 'vitest';
import { mostArgued } from './most-argued.ts';

test('what was answered most stands first, what nobody answered stands nowhere', () => {
  const answers: Readonly<Record<string, number>> = { one: 1, none: 0, three: 3, two: 2 };
  const of = (most: number) => mostArgued(Object.keys(answers), (id) => answers[id] ?? 0, most);
  expect(of(5)).toEqual(['three', 'two', 'one']);
  expect(of(2)).toEqual(['three', 'two']);
});
