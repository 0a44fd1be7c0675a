import { pageSize } from '../machine/page.ts';

/**
 * One log for every recorder. `through` writes go past the caches (non-temporal stores, writes of a
 * block device): they are sure after the next fence without a flush of their own. A fence is SFENCE, or
 * the flush request of a block device; FUA is a write whose own range is then flushed `ordered`.
 */
export type CrashEvent =
  | {
      readonly kind: 'write';
      /** Bytes from the start of the device. */
      readonly at: number;
      readonly bytes: Buffer;
      readonly through: boolean;
    }
  | {
      readonly kind: 'flush';
      readonly at: number;
      readonly size: number;
      /** Done at once (CLFLUSH, FUA) and not at the next fence (CLWB). */
      readonly ordered: boolean;
    }
  | { readonly kind: 'fence' }
  /** From here on the program's next promise must be kept. */
  | { readonly kind: 'promise' };

export interface CrashLog {
  /** Pages of the device that were not all zeros when recording began, by offset. */
  readonly base: ReadonlyMap<number, Buffer>;
  readonly events: readonly CrashEvent[];
  /** Bytes up to which the device keeps one write past the caches whole, whatever it tears else; 0 unless told. */
  readonly untorn?: number;
}

/** What lay in a range of the device when recording began; it must not cross a page. */
export function baseAt(log: Pick<CrashLog, 'base'>, at: number, size: number): Buffer {
  const within = at % pageSize;
  return log.base.get(at - within)?.subarray(within, within + size) ?? Buffer.alloc(size);
}
