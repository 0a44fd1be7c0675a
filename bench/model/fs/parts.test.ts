import { expect, test } from 'vitest';
import { worldOf } from '../workload/setting.ts';
import { extentsOf } from './extents.ts';
import { format } from './format.ts';
import type { Operation } from './operation.ts';
import { partsOf } from './parts.ts';
import { draftOf } from './transact.ts';

/** Offsets of the extents that are left after each transaction of the operation, on five extents of one block. */
function leftAfterEach(journal: string, operation: Operation): number[][] {
  const world = worldOf({ journal }, false);
  const blocks = [0, 2, 4, 6, 8].map((offset) => ({ file: 0, offset }));
  const draft = draftOf(world, format(world, blocks));
  return partsOf(world, draft, operation).map((part) => {
    part(draft);
    return extentsOf(draft, 0).map(({ offset }) => offset);
  });
}

test('XFS unmaps two extents a transaction, from the end', () => {
  const punch: Operation = { kind: 'punch', file: 0, at: 0, length: 9 };
  expect(leftAfterEach('xfs', punch)).toEqual([[0, 2, 4], [0], []]);
  expect(leftAfterEach('jbd2', punch)).toEqual([[]]);
  const evict: Operation = { kind: 'evict', file: 0 };
  expect(leftAfterEach('xfs', evict)).toEqual([[0, 2, 4], [0], [], []]);
});

test('XFS shifts one extent a transaction: the last first to make room, the first first to close a gap', () => {
  const at = { file: 0, at: 4, length: 1 };
  expect(leftAfterEach('xfs', { kind: 'insert', ...at })).toEqual([
    [0, 2, 4, 6, 9],
    [0, 2, 4, 7, 9],
    [0, 2, 5, 7, 9],
  ]);
  expect(leftAfterEach('xfs', { kind: 'collapse', ...at })).toEqual([
    [0, 2, 6, 8],
    [0, 2, 5, 8],
    [0, 2, 5, 7],
  ]);
});
