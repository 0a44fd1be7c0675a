import { type Action, inRange } from './action.ts';
import { asked } from './initial.ts';
import { oneOf } from './setting.ts';
import type { Workload } from './workload.ts';

/** Somebody else allocates in the same file, forces the log, and what it logged is written home. */
const background: readonly Action[] = [
  inRange('allocate', 0, 8, 1),
  { kind: 'force' },
  { kind: 'checkpoint' },
];

/**
 * Two commits to a redo log, each a record in a block of its own and a commit record in block 0.
 * `commit: ordered` makes the record durable before the commit record is stored, and recovery must
 * not find a commit without its record. `checksum` makes both durable at once: a commit record may
 * get ahead and is then void, so that only what was acknowledged must be there.
 */
export const redoLogCommit: Workload = {
  initial: (setting) => [{ file: 0, offset: 0, value: 1 }, ...asked(setting, [1, 2])],
  program: (world, approach, setting) => {
    const file = approach.file(world);
    const ordered = oneOf(setting, 'commit', ['ordered', 'checksum'], 'ordered') === 'ordered';
    const head = { file, offset: 0 };
    const commit = (offset: number, value: number): Action[] => {
      const record = { file, offset };
      const wait: Action[] = ordered ? [{ kind: 'durable', cells: [record] }] : [];
      const after = ordered ? { after: { cell: record, value } } : {};
      return [
        { kind: 'store', cell: record, value },
        ...wait,
        { kind: 'store', cell: head, value: value + 1, ...after },
        { kind: 'durable', cells: ordered ? [head] : [record, head] },
      ];
    };
    return {
      names: ['database', 'kernel'],
      actors: [[...commit(1, 20), ...commit(2, 22)], background],
    };
  },
};

/**
 * Two pages through a double-write area: copies in blocks 4 and 5, durable, then the pages' own
 * blocks 0 and 1, durable. Whenever recovery finds a new page in its place, its copy must be there:
 * the copy is what repairs a page that tore.
 */
export const doubleWriteCommit: Workload = {
  initial: (setting) => [
    ...[0, 1].map((offset) => ({ file: 0, offset, value: 1 + offset })),
    ...asked(setting, [4, 5]),
  ],
  program: (world, approach) => {
    const file = approach.file(world);
    const copies = [4, 5].map((offset, i) => ({ cell: { file, offset }, value: 20 + i }));
    const homes = copies.map((copy, i) => ({
      cell: { file, offset: i },
      value: copy.value,
      after: copy,
    }));
    const steps = [copies, homes].flatMap((stores): Action[] => [
      ...stores.map((store): Action => ({ kind: 'store', ...store })),
      { kind: 'durable', cells: stores.map(({ cell }) => cell) },
    ]);
    return { names: ['storage engine', 'kernel'], actors: [steps, background] };
  },
};
