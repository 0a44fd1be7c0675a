import { expect, test } from 'vitest';
import { fullTree, twoFiles } from '../workload/initial.ts';
import { worldOf } from '../workload/setting.ts';
import { applyOperation } from './apply-operation.ts';
import { format } from './format.ts';
import { transact } from './transact.ts';

test('of what a transaction frees, blocks of the tree are revoked, and data never', () => {
  const world = worldOf({}, false);
  const before = format(world, twoFiles(fullTree, fullTree), 0);
  const after = (at: number, length: number) =>
    transact(world, before, 1, null, (draft) =>
      applyOperation(draft, { kind: 'punch', file: 0, at, length }),
    );
  const one = after(7, 1);
  expect(one.busy).toHaveLength(1);
  expect(one.revoked).toEqual([]);
  const all = after(0, 8);
  expect(all.revoked.length).toBeGreaterThan(0);
  expect(all.busy).toHaveLength(8 + all.revoked.length);
});
