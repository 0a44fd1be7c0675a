import type { Conditions } from '../../../data/schema/scope.ts';
import type { InitialBlock } from '../fs/format.ts';
import type { Operation } from '../fs/operation.ts';
import type { Cell } from '../fs/user.ts';
import { type Action, durably } from './action.ts';
import { fullTree, sparseTree, twoFiles } from './initial.ts';
import { oneOf } from './setting.ts';

const operations = [
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

export const operationOf = (setting: Conditions): OperationName =>
  oneOf(setting, 'operation', operations, 'split');

/** The block that the program maps: for split and merge, one that moves to another leaf. */
export function mappedBlock(operation: OperationName): number {
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

/** The setting's operation as an action. */
export const operate = (setting: Conditions): Action => ({
  kind: 'operation',
  operation: extentOperation(operationOf(setting)),
});

/** A program's two stores to one block, each made durable. */
export const twiceDurable = (cell: Cell): Action[] => [...durably(cell, 20), ...durably(cell, 21)];

/** The files that the setting's operation finds. */
export const initialFor = (setting: Conditions): InitialBlock[] =>
  operationOf(setting) === 'merge' ? twoFiles(sparseTree, fullTree) : twoFiles(fullTree, fullTree);
