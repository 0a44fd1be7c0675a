import { expect, test } from 'vitest';
import { unmet } from './requirement.ts';

const here = { revision: 'a'.repeat(40), sources: '1', experiment: '2' };

test('a tree that has what is asked may do the part', () => {
  expect(unmet(here, { ...here })).toBeNull();
});

test.each([
  [{ revision: 'b'.repeat(40) }, /planned at revision bbbbbbbbbbbb, this tree is at aaaaaaaaaaaa/],
  [{ sources: '9' }, /uncommitted changes/],
  [{ experiment: '9' }, /another than the one planned/],
])('a tree that differs in %j refuses with the reason', (asked, reason) => {
  expect(unmet({ ...here, ...asked }, here)).toMatch(reason);
});
