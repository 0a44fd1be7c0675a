import type { Invariant } from '../../../data/schema/experiment.ts';
import { blockLine } from '../fs/geometry.ts';
import type { World } from '../fs/machine.ts';
import { isBroken, type Promises } from '../fs/promises.ts';
import { dataValue } from '../fs/record.ts';
import type { View } from '../fs/view.ts';
import { Walk } from '../fs/walk.ts';

/**
 * The invariants that a crash state can break, as bits of a mask.
 *
 * - `acknowledged-survives`: every block that a program stored to and then took for durable reads
 *   what it then held, or something newer. Other data count for the invariants below alone.
 * - `ordering`: a value stored after a program took another for durable is not there without it.
 * - `no-foreign-data`: a block reads zeros or what was once stored in that block, of that file.
 * - `tree-well-formed`: every inode, node and record is sound, and no block has more owners than references.
 * - `operation-atomic`: the block maps are those after some transaction, none older than what an
 *   operation was told is durable.
 * - `no-leak`: every block that counts as used has an owner that a name leads to, or that recovery evicts. Judged
 *   for audited workloads alone.
 * - `mounts`: the file system mounts. Where it refuses, nobody reads anything, and no other invariant is judged.
 */
export const crashInvariants = [
  'acknowledged-survives',
  'ordering',
  'no-foreign-data',
  'tree-well-formed',
  'operation-atomic',
  'mounts',
  'no-leak',
] as const satisfies readonly Invariant[];

export type CrashInvariant = (typeof crashInvariants)[number];

const lost = 1 << 0;
const disordered = 1 << 1;
const foreign = 1 << 2;
const malformed = 1 << 3;
const halfDone = 1 << 4;
export const refused = 1 << 5;
const leaked = 1 << 6;

/** A mask for cells that nobody relied on: whatever lies there, even no value at all, is no loss. */
const anything = -1;

/** Reads a recovered image through its trees and says what is broken. Reused between images. */
export class Oracle {
  readonly walk: Walk;
  /** By cell: the value read; -1 where no program stored what lies there. */
  readonly values: Int32Array;
  readonly #world: World;
  readonly #acceptable: Int32Array;
  readonly #written: Int32Array;
  #promises: Promises;

  constructor(world: World, promises: Promises) {
    const cells = promises.acceptable.length;
    this.#world = world;
    this.walk = new Walk(world.geometry, world.audited);
    this.values = new Int32Array(cells);
    this.#acceptable = new Int32Array(cells);
    this.#written = new Int32Array(cells);
    this.#promises = promises;
  }

  /** Sets what the next images are held to. */
  hold(promises: Promises): void {
    this.#promises = promises;
    for (let cell = 0; cell < promises.acceptable.length; cell++) {
      this.#acceptable[cell] = promises.promised[cell]
        ? (promises.acceptable[cell] ?? 0)
        : anything;
    }
    this.#written.set(promises.written);
  }

  /** Mask of the invariants, by index in `crashInvariants`, that the image breaks. */
  judge(view: View): number {
    this.walk.run(view);
    let broken = (this.walk.wellFormed ? 0 : malformed) | (this.walk.leaks ? leaked : 0);
    for (let cell = 0; cell < this.values.length; cell++) {
      const value = this.#read(view, cell);
      this.values[cell] = value;
      const bit = value < 0 ? 0 : 1 << value;
      if (((this.#written[cell] ?? 0) & bit) === 0) broken |= foreign;
      const acceptable = this.#acceptable[cell] ?? 0;
      if (acceptable !== anything && (acceptable & bit) === 0) broken |= lost;
    }
    for (const order of this.#promises.orders) {
      if (isBroken(order, this.values)) broken |= disordered;
    }
    return this.#promises.history.indexOf(this.walk.hash, this.#promises.durable) < 0
      ? broken | halfDone
      : broken;
  }

  #read(view: View, cell: number): number {
    const { geometry: g } = this.#world;
    const inFiles = cell < this.walk.map.length;
    const mapped = inFiles ? (this.walk.map[cell] ?? 0) : 1;
    if (mapped <= 0) return 0; // a hole or unwritten
    const line = inFiles ? blockLine(g, mapped - 1) : g.chunkStart + cell - this.walk.map.length;
    return dataValue(view.word(line, 0));
  }
}
