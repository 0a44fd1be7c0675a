import { expect, test } from 'vitest';
import type { CuratedClaim } from '../../data/schema/claim.ts';
import { listText, NumberedClaims } from './numbered-claims.ts';

const [one, two, three] = ['one', 'two', 'three'].map(
  (id) => ({ id, title: `Claim ${id}.` }) as unknown as CuratedClaim,
) as [CuratedClaim, CuratedClaim, CuratedClaim];

test('a number stays with its claim, whatever is taken back or reviewed later', () => {
  const claims = new NumberedClaims();
  expect(claims.of([one, two])).toEqual([
    [1, one],
    [2, two],
  ]);
  expect(claims.of([two, three])).toEqual([
    [2, two],
    [3, three],
  ]);
  expect(claims.of([three, one])).toEqual([
    [1, one],
    [3, three],
  ]);
});

test('the list has a claim a line, and says so where there is none', () => {
  expect(listText([[3, three]])).toBe('   3 three Claim three.\n');
  expect(listText([])).toBe('no claim is reviewed yet\n');
});
