import { expect, test } from 'vitest';
import { unmetByPackages, unmetByTree } from './requirement.ts';

const here = { revision: 'a'.repeat(40), sources: '1', packages: { qemu: '10.0.2', gcc: '12' } };

test('a tree that has what is asked may do the part', () => {
  expect(unmetByTree(here, { ...here })).toBeNull();
  expect(unmetByPackages(here, { ...here.packages, more: '1' })).toBeNull();
});

test.each([
  [{ revision: 'b'.repeat(40) }, /planned at revision bbbbbbbbbbbb, this tree is at aaaaaaaaaaaa/],
  [{ sources: '9' }, /uncommitted changes/],
])('a tree that differs in %j refuses with the reason', (asked, reason) => {
  expect(unmetByTree({ ...here, ...asked }, here)).toMatch(reason);
});

test.each([
  [{ qemu: '7.2.22', gcc: '12' }, /planned with qemu 10\.0\.2, this machine has 7\.2\.22/],
  [{ qemu: '10.0.2' }, /planned with gcc 12, this machine has none/],
])('a machine with %j refuses with the reason', (packages, reason) => {
  expect(unmetByPackages(here, packages)).toMatch(reason);
});
