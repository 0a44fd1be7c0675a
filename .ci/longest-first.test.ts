import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { byRank, longest } from './longest-first.ts';

test('every file named is there', () => {
  expect(longest.filter((name) => !existsSync(name))).toEqual([]);
});

test('the longest come first, in their order, and the others as they came', () => {
  const [first = '', second = ''] = longest;
  const files = ['z.test.ts', second, 'a.test.ts', first].map((name) => ({
    moduleId: `/clone/${name}`,
  }));
  const sorted = byRank(files).map(({ moduleId }) => moduleId.slice('/clone/'.length));
  expect(sorted).toEqual([first, second, 'z.test.ts', 'a.test.ts']);
});
