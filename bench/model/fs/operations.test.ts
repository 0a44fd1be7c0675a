import { expect, test } from 'vitest';
import { twoFiles } from '../workload/initial.ts';
import { operate } from '../workload/named-operation.ts';
import { worldOf } from '../workload/setting.ts';
import { applyOperation } from './apply-operation.ts';
import { extentsOf } from './extents.ts';
import { format } from './format.ts';
import { inodeLine } from './geometry.ts';
import type { Operation } from './operation.ts';
import { orphanWord } from './record.ts';
import { specifiedHash } from './specification.ts';
import { draftOf } from './transact.ts';
import { visibleIn } from './visible.ts';

/** One of each kind: the compiler asks for one that is missing. */
const one: Readonly<Record<Operation['kind'], Operation>> = {
  allocate: { kind: 'allocate', file: 0, at: 8, length: 1 },
  fallocate: { kind: 'fallocate', file: 0, at: 8, length: 1 },
  punch: { kind: 'punch', file: 0, at: 0, length: 1 },
  insert: { kind: 'insert', file: 0, at: 0, length: 1 },
  collapse: { kind: 'collapse', file: 0, at: 0, length: 1 },
  truncate: { kind: 'truncate', file: 0, size: 1 },
  reflink: { kind: 'reflink', file: 0, at: 0, to: 1, toAt: 9 },
  rename: { kind: 'rename', file: 0, name: 3 },
  unlink: { kind: 'unlink', file: 0, name: 0 },
  evict: { kind: 'evict', file: 0 },
};

test.each(Object.values(one))(
  '$kind changes what is visible, as its specification says',
  (operation) => {
    const world = worldOf({}, true);
    const machine = format(world, twoFiles([0, 1, 2, 3], [0, 1]), 0);
    const before = visibleIn(world, machine.buffers);
    const draft = draftOf(world, machine);
    applyOperation(draft, operation);
    const after = visibleIn(world, draft.buffers);
    expect(after.hash).not.toBe(before.hash);
    expect(after.hash).toBe(specifiedHash(world, before, operation, after));
  },
);

/** Kinds that no value of the axis `operation` names: a split allocates, and workloads make the others. */
const unnamed: readonly string[] = ['allocate', 'fallocate', 'evict'];

test.each(Object.keys(one).filter((kind) => !unnamed.includes(kind)))(
  '%s is a value of the axis operation',
  (kind) => {
    expect(operate({ operation: kind })).toMatchObject({ operation: { kind } });
  },
);

test('truncate gives back what lies beyond the new end, and not only hides it', () => {
  const world = worldOf({}, true);
  const draft = draftOf(world, format(world, twoFiles([0, 1, 2, 3], [0, 1]), 0));
  applyOperation(draft, one.truncate);
  expect(extentsOf(draft, 0).map(({ offset }) => offset)).toEqual([0]);
});

test('an unlinked file is on the list that recovery walks, until it is evicted', () => {
  const world = worldOf({}, true);
  const draft = draftOf(world, format(world, twoFiles([0, 1, 2, 3], [0, 1]), 0));
  const listed = () => draft.word(inodeLine(world.geometry, 0), orphanWord);
  expect(listed()).toBe(0);
  applyOperation(draft, one.unlink);
  expect(listed()).toBe(1);
  applyOperation(draft, one.evict);
  expect(listed()).toBe(0);
});

test('a block that an operation allocates is written or not, and none is flagged for the user', () => {
  for (const operation of [one.allocate, one.fallocate]) {
    const world = worldOf({}, true);
    const draft = draftOf(world, format(world, twoFiles([0, 1], [0, 1]), 0));
    applyOperation(draft, operation);
    const found = extentsOf(draft, 0).find(({ offset }) => offset === 8);
    expect(found).toMatchObject({ unwritten: operation === one.fallocate, noSync: false });
  }
});
