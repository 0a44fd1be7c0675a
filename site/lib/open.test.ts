import { expect, test } from 'vitest';
import type { ClaimId } from '../../data/schema/ids.ts';
import { whyOpen } from './open.ts';

test('a claim waits for a run only where a hypothesis restates it', () => {
  const id = 'c-000000000001' as ClaimId;
  expect(whyOpen({ id }, new Set([id]))).toBe('waits');
  expect(whyOpen({ id }, new Set())).toBe('unasked');
});
