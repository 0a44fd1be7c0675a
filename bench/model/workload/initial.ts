import type { Conditions } from '../../../data/schema/scope.ts';
import type { InitialBlock } from '../fs/format.ts';
import { oneOf } from './setting.ts';

/** Values that the two files hold at the beginning: 1 to 8 and 9 to 16. Programs store 20 and up. */
const valueAt = (file: number, index: number): number => 1 + index + 8 * file;

/**
 * Blocks of the two files at these offsets, allocated in turn so that no two extents join. The order
 * of offsets shapes the tree.
 */
export function twoFiles(first: readonly number[], second: readonly number[]): InitialBlock[] {
  return first.flatMap((offset, i): InitialBlock[] => {
    const other = second[i];
    const block = { file: 0, offset, value: valueAt(0, i) };
    return other === undefined
      ? [block]
      : [block, { file: 1, offset: other, value: valueAt(1, i) }];
  });
}

/** Fan-out 4, ascending: root of two, leaves 0-3 and 4-7 full; one more block splits to the root. */
export const fullTree = [0, 1, 2, 3, 4, 5, 6, 7];
/** Fan-out 4: leaves 0-1, 2-4 and 6-8 below one node; without 0 and 1 they merge and the root shrinks. */
export const sparseTree = [0, 1, 2, 6, 7, 8, 3, 4];

/** Blocks of the first file in the state that the axis `block` names; none where they are holes. */
export function asked(
  setting: Conditions,
  offsets: readonly number[],
  absent: 'hole' | 'written' = 'hole',
): InitialBlock[] {
  const state = oneOf(setting, 'block', ['hole', 'unwritten', 'written'], absent);
  if (state === 'hole') return [];
  return offsets.map((offset) => ({ file: 0, offset, unwritten: state === 'unwritten' }));
}
