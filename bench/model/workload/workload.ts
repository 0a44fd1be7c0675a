import type { Conditions } from '../../../data/schema/scope.ts';
import type { Approach } from '../approach/approach.ts';
import { format, type InitialBlock } from '../fs/format.ts';
import type { Machine, World } from '../fs/machine.ts';
import type { Operation } from '../fs/operations.ts';
import type { Cell } from '../fs/user.ts';
import { type Action, actionSteps, type Program } from './action.ts';
import { oneOf } from './setting.ts';

/** A workload of the model: what is on the device, and which actors run. */
export interface Workload {
  initial(setting: Conditions): readonly InitialBlock[];
  program(world: World, approach: Approach, setting: Conditions): Program;
}

/** Values that the two files hold at the beginning: 1 to 8 and 9 to 16. Programs store 20 and up. */
const valueAt = (file: number, index: number): number => 1 + index + 8 * file;

/**
 * Blocks of the two files at these offsets, allocated in turn so that no two extents join. The order
 * of offsets shapes the tree.
 */
function twoFiles(first: readonly number[], second: readonly number[]): InitialBlock[] {
  return first.flatMap((offset, i): InitialBlock[] => {
    const other = second[i];
    const block = { file: 0, offset, value: valueAt(0, i) };
    return other === undefined
      ? [block]
      : [block, { file: 1, offset: other, value: valueAt(1, i) }];
  });
}

/** Fan-out 4, ascending: root of two, leaves 0-3 and 4-7 full; one more block splits to the root. */
const fullTree = [0, 1, 2, 3, 4, 5, 6, 7];
/** Fan-out 4: leaves 0-1, 2-4 and 6-8 below one node; without 0 and 1 they merge and the root shrinks. */
const sparseTree = [0, 1, 2, 6, 7, 8, 3, 4];

export const operations = [
  'split',
  'merge',
  'punch',
  'truncate',
  'reflink',
  'insert',
  'collapse',
  'rename',
  'unlink',
] as const;
type OperationName = (typeof operations)[number];

const operationOf = (setting: Conditions): OperationName =>
  oneOf(setting, 'operation', operations, 'split');

/** The block that the program maps: for split and merge, one that moves to another leaf. */
function mappedBlock(operation: OperationName): number {
  if (operation === 'split') return 6;
  return operation === 'merge' ? 3 : 0;
}

/** The operation that somebody else makes; the last seven meet the mapped block 0 itself. */
function extentOperation(operation: OperationName): Operation {
  switch (operation) {
    case 'split':
      return { kind: 'allocate', file: 0, at: 8, length: 1 };
    case 'merge':
      return { kind: 'punch', file: 0, at: 0, length: 2 };
    case 'truncate':
      return { kind: 'truncate', file: 0, size: 0 };
    case 'reflink':
      return { kind: 'reflink', file: 0, at: 0, to: 1, toAt: 9 };
    case 'rename':
      return { kind: 'rename', file: 0, name: 3 };
    case 'unlink':
      return { kind: 'unlink', file: 0, name: 0 };
    default:
      return { kind: operation, file: 0, at: 0, length: 1 };
  }
}

const operate = (setting: Conditions): Action => ({
  kind: 'operation',
  operation: extentOperation(operationOf(setting)),
});

function twiceDurable(cell: Cell): Action[] {
  return [
    { kind: 'store', cell, value: 20 },
    { kind: 'durable', cells: [cell] },
    { kind: 'store', cell, value: 21 },
    { kind: 'durable', cells: [cell] },
  ];
}

const initialFor = (setting: Conditions): InitialBlock[] =>
  operationOf(setting) === 'merge' ? twoFiles(sparseTree, fullTree) : twoFiles(fullTree, fullTree);

/** An extent operation elsewhere in the file, and the log worker, beside a program that flushes. */
export const extentOperationElsewhere: Workload = {
  initial: initialFor,
  program: (world, approach, setting) => ({
    names: ['program', 'kernel'],
    actors: [
      twiceDurable({ file: approach.file(world), offset: mappedBlock(operationOf(setting)) }),
      [operate(setting), { kind: 'force' }, { kind: 'checkpoint' }],
    ],
  }),
};

/** An operation on the mapped block itself; a second program then gets the freed block. */
export const remapUnderMapping: Workload = {
  initial: initialFor,
  program: (world, approach, setting) => {
    const other: Cell = { file: 1, offset: 8 };
    return {
      names: ['program', 'other program'],
      actors: [
        twiceDurable({ file: approach.file(world), offset: mappedBlock(operationOf(setting)) }),
        [
          operate(setting),
          { kind: 'force' },
          { kind: 'store', cell: other, value: 25, unaware: true },
          { kind: 'durable', cells: [other], unaware: true },
        ],
      ],
    };
  },
};

/** Block 0 is made to point to block 1, whose allocation nobody forced to the log. */
export const appendPointer: Workload = {
  initial: (setting) => {
    const state = oneOf(setting, 'block', ['hole', 'unwritten', 'written'], 'hole');
    const first = { file: 0, offset: 0, value: 1 };
    if (state === 'hole') return [first];
    return [first, { file: 0, offset: 1, unwritten: state === 'unwritten' }];
  },
  program: (world, approach) => {
    const file = approach.file(world);
    const pointer: Cell = { file, offset: 0 };
    const target: Cell = { file, offset: 1 };
    return {
      names: ['program', 'kernel'],
      actors: [
        [
          { kind: 'store', cell: target, value: 20 },
          { kind: 'durable', cells: [target] },
          { kind: 'store', cell: pointer, value: 21, after: { cell: target, value: 20 } },
          { kind: 'durable', cells: [pointer] },
        ],
        [{ kind: 'force' }],
      ],
    };
  },
};

/**
 * Punching a file empty enough merges its tree and frees tree blocks; another program's file gets
 * them for data while their old content still lies in the log.
 */
export const treeBlockReused: Workload = {
  initial: () => twoFiles(sparseTree, fullTree),
  program: () =>
    punchedAndReused(0, [
      { kind: 'force' },
      // Takes the lower blocks, so that the stores get the one that was a leaf.
      { kind: 'operation', operation: { kind: 'fallocate', file: 1, at: 0, length: 10 } },
    ]),
};

/** The same without a force between the punch and the next owner's store. */
export const freedBlockReused: Workload = {
  initial: () => twoFiles(sparseTree, fullTree),
  program: () => punchedAndReused(1, []),
};

/** The same with a checkpoint there, which moves the log's tail past the freed blocks' content. */
export const checkpointAfterFree: Workload = {
  initial: () => twoFiles(sparseTree, fullTree),
  program: () => punchedAndReused(1, [{ kind: 'checkpoint' }]),
};

function punchedAndReused(file: number, between: readonly Action[]): Program {
  const cells = [0, 1].map((offset): Cell => ({ file, offset }));
  return {
    names: ['program'],
    actors: [
      [
        { kind: 'operation', operation: { kind: 'punch', file: 1, at: 0, length: 10 } },
        { kind: 'operation', operation: { kind: 'allocate', file: 0, at: 5, length: 1 } },
        { kind: 'operation', operation: { kind: 'allocate', file: 0, at: 9, length: 1 } },
        { kind: 'force' },
        { kind: 'operation', operation: { kind: 'punch', file: 0, at: 0, length: 10 } },
        ...between,
        ...cells.flatMap((cell, i): Action[] => [
          { kind: 'store', cell, value: 20 + i },
          { kind: 'durable', cells: [cell] },
        ]),
      ],
    ],
  };
}

/** A flagged block, then an update by a program that knows nothing of the flag and calls fsync. */
export const unawareWriter: Workload = {
  initial: initialFor,
  program: (world, approach, setting) => {
    const cell: Cell = { file: approach.file(world), offset: mappedBlock(operationOf(setting)) };
    const unaware = setting['writer'] !== 'aware' ? ({ unaware: true } as const) : {};
    return {
      names: ['programs', 'kernel'],
      actors: [
        [
          { kind: 'store', cell, value: 20 },
          { kind: 'durable', cells: [cell] },
          { kind: 'store', cell, value: 21, ...unaware },
          { kind: 'durable', cells: [cell], ...unaware },
        ],
        [operate(setting), { kind: 'force' }],
      ],
    };
  },
};

/** The machine at the beginning of a program, with every actor's steps before it. */
export function startMachine(
  world: World,
  approach: Approach,
  initial: readonly InitialBlock[],
  program: Program,
): Machine {
  const sealed = approach.sealed ? 1 : 0;
  const blocks = approach.sealed ? fullyAllocated(world, initial) : initial;
  return {
    ...format(world, blocks, sealed),
    queues: program.actors.map((actions) =>
      actions.flatMap((action) => actionSteps(world, approach, action)),
    ),
  };
}

/** Sealing a file allocates and zeroes every block of it first. */
function fullyAllocated(world: World, initial: readonly InitialBlock[]): InitialBlock[] {
  const missing: InitialBlock[] = [];
  for (let offset = 0; offset < world.geometry.fileBlocks; offset++) {
    const has = initial.some((block) => block.file === 0 && block.offset === offset);
    if (!has) missing.push({ file: 0, offset });
  }
  return [...initial.map((block) => ({ ...block, unwritten: false })), ...missing];
}
