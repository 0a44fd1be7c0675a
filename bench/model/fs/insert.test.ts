import { expect, test } from 'vitest';
import { twoFiles } from '../workload/initial.ts';
import { worldOf } from '../workload/setting.ts';
import { applyOperation } from './apply-operation.ts';
import type { Draft } from './draft.ts';
import { format } from './format.ts';
import { child, type Node, readNode, root } from './node.ts';
import { recordBlock, recordOffset } from './record.ts';
import { draftOf } from './transact.ts';

/** Offsets of the extents of file 0, leaf by leaf. */
function leaves(draft: Draft): number[][] {
  const below = (node: Node): number[][] =>
    node.level === 0
      ? [node.records.map(recordOffset)]
      : node.records.flatMap((record) => below(readNode(draft, child(0, recordBlock(record)))));
  return below(readNode(draft, root(0)));
}

/** The leaves before and after a block is allocated. */
function around(order: readonly number[], at: number): readonly (readonly number[][])[] {
  const world = worldOf({}, false);
  const draft = draftOf(world, format(world, twoFiles(order, order), 0));
  const before = leaves(draft);
  applyOperation(draft, { kind: 'allocate', file: 0, at, length: 1 });
  return [before, leaves(draft)];
}

test('a full leaf gives its last record to the right, or its first to the left where the new one comes last', () => {
  expect(around([0, 1, 2, 8, 9, 10, 3, 6, 7], 4)).toEqual([
    [
      [0, 1],
      [2, 3, 6, 7],
      [8, 9, 10],
    ],
    [
      [0, 1],
      [2, 3, 4, 6],
      [7, 8, 9, 10],
    ],
  ]);
  expect(around([0, 1, 2, 8, 9, 10, 3, 4, 5], 6)).toEqual([
    [
      [0, 1],
      [2, 3, 4, 5],
      [8, 9, 10],
    ],
    [
      [0, 1, 2],
      [3, 4, 5, 6],
      [8, 9, 10],
    ],
  ]);
});
