import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Bug, bugs } from '../fs/bug.ts';
import { hunt } from './hunt.ts';
import { mutants } from './mutants.ts';
import { mutantPage } from './table.ts';

const hunts = mutants.map(hunt);

test('every bug that can be planted is hunted', () => {
  expect(mutants.map(({ bug }) => bug).sort()).toEqual((Object.keys(bugs) as Bug[]).sort());
});

test.each(hunts.map((each) => [each.mutant.bug, each] as const))(
  '%s is found, and nothing breaks without it',
  (_, { found, soundWithout }) => {
    expect(found).not.toBeNull();
    expect(soundWithout).toBe(true);
  },
);

test('the page in the docs is what the hunt finds', () => {
  expect(readFileSync('docs/mutants.md', 'utf8')).toBe(mutantPage(hunts));
});
