import { pageSize } from '../machine/page.ts';

/** What a device held after recovery where it differs from the base: the hash of each such block, by number. */
export type State = ReadonlyMap<number, bigint>;

/** What a guest handed over. */
export interface Exported {
  /** By job and hash, as `stateKey` makes it. */
  readonly states: ReadonlyMap<string, State>;
  readonly block: (hash: bigint) => Buffer;
  /** The facts of `guest/recover.c`, a line each. */
  readonly facts: string;
}

export const stateKey = (job: number, hash: string) => `${job} ${hash}`;

/** @throws RangeError for what `guest/export.c` does not write, or where it ran out of room. */
export function readExport(region: Buffer): Exported {
  const blocks = new Map<bigint, Buffer>();
  const states = new Map<string, State>();
  let at = 0;
  let facts = '';
  const word = () => {
    if (at + 8 > region.length) throw new RangeError('the export of recovered states is cut short');
    at += 8;
    return region.readBigUInt64LE(at - 8);
  };
  for (let kind = word(); kind !== 0n; kind = word()) {
    if (kind === 1n) {
      blocks.set(word(), region.subarray(at, at + pageSize));
      at += pageSize;
    } else if (kind === 2n) {
      const key = stateKey(Number(word()), word().toString(16).padStart(16, '0'));
      const count = Number(word());
      const state = new Map<number, bigint>();
      for (let index = 0; index < count; index++) state.set(Number(word()), word());
      states.set(key, state);
    } else if (kind === 3n) {
      const size = Number(word());
      facts = region.toString('latin1', at, at + size);
      at += Math.ceil(size / 8) * 8;
    } else throw new RangeError(`an export with a record of kind ${kind}`);
  }
  const block = (hash: bigint) => {
    const found = blocks.get(hash);
    if (!found) throw new RangeError(`an export without the block ${hash.toString(16)}`);
    return found;
  };
  return { states, block, facts };
}
