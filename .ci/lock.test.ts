import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Lock, lockFaults } from './lock.ts';

const project = JSON.parse(readFileSync('package.json', 'utf8')) as object;
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

test('the lock is complete for every platform and names no registry', () => {
  expect(lockFaults(project, lock)).toEqual([]);
});

const changed = (path: string, entry: object | null): Lock => ({
  packages: Object.fromEntries(
    Object.entries(lock.packages).flatMap(([name, old]) =>
      name === path ? (entry === null ? [] : [[name, { ...old, ...entry }]]) : [[name, old]],
    ),
  ),
});

test.each([
  [
    'a binding of another platform is missing',
    changed('node_modules/@biomejs/cli-darwin-arm64', null),
    /biome wants @biomejs\/cli-darwin-arm64@.*not in the lock/,
  ],
  [
    'a hash is missing',
    changed('node_modules/zod', { integrity: undefined }),
    /node_modules\/zod has no integrity/,
  ],
  [
    'an address was recorded',
    changed('node_modules/zod', { resolved: 'https://registry.example/zod.tgz' }),
    /node_modules\/zod names where/,
  ],
  [
    'a dependency was added to package.json alone',
    { packages: { ...lock.packages, '': {} } },
    /package.json wants zod@/,
  ],
])('found: %s', (_, planted, fault) => {
  expect(lockFaults(project, planted)).toContainEqual(expect.stringMatching(fault));
});
