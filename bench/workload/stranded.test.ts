import { expect, test } from 'vitest';
import { strandedShare } from './stranded.ts';

test('larger chunks strand more, and the share lies between none and all', () => {
  for (const tenants of ['databases', 'services', 'files']) {
    const shares = [2, 16, 128, 1024].map((chunk) => strandedShare(tenants, chunk, 1));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  }
});

test('half a chunk is stranded for each tenant that is much larger than one', () => {
  const tenantMiB = (1024 * 17) / 2 / 2; // 1 to 16 GiB, grown to half on average
  expect(strandedShare('databases', 128, 1)).toBeCloseTo(64 / (tenantMiB + 64), 2);
});
