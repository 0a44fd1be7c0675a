import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shortLimits, shortLimitsBelow } from './limits.ts';

test.skipIf(!existsSync('.git'))('no test has a limit that a busy machine may reach', () => {
  const own = '.ci/limits.test.ts: ';
  expect(shortLimitsBelow('.').filter((found) => !found.startsWith(own))).toEqual([]);
});

test.each([
  ["test('x', () => {\n}, 120_000);", ['}, 120_000);']],
  ["test(\n  'x',\n  () => {\n  },\n  120_000,\n);", ['}, 120_000, );']],
  ["test('x', { timeout: 60_000 }, () => {});", ['timeout: 60_000']],
  ["test('x', { timeout: 600_000 }, () => {});", []],
  ["test('x', () => {\n}, hang);", []],
])('%s', (text, found) => expect(shortLimits(text)).toEqual(found));
