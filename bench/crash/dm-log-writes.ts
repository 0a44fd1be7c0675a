import type { CrashEvent } from './log.ts';

/** Format of the kernel's drivers/md/dm-log-writes.c, which QEMU's block driver blklogwrites writes too. */
const magic = 0x6a736677736872n;
const flags = { flush: 1, fua: 2, discard: 4, mark: 8 } as const;
const headSize = 32; // sector, sectors, flags, data_len: four 64-bit words

/** One entry of the log, in the order of the file. */
export interface LogEntry {
  readonly at: number;
  readonly bytes: Buffer;
  readonly flush: boolean;
  readonly fua: boolean;
  readonly discard: boolean;
  /** Text of a mark (`dmsetup message … mark TEXT`), else null. */
  readonly mark: string | null;
}

/**
 * Reads a log of a block device, however large, entry by entry.
 * @throws RangeError naming the entry that is cut short or makes no sense.
 */
export function* logEntries(file: Buffer): Generator<LogEntry> {
  if (file.length < headSize || file.readBigUInt64LE(0) !== magic)
    throw new RangeError('not a log of dm-log-writes: its magic number is another');
  if (file.readBigUInt64LE(8) !== 1n)
    throw new RangeError('a log of dm-log-writes not of version 1');
  const entries = Number(file.readBigUInt64LE(16));
  const sector = file.readUInt32LE(24);
  if (sector < 512 || sector > 65536 || (sector & (sector - 1)) !== 0)
    throw new RangeError(`a sector of ${sector} bytes`);
  let position = sector;
  for (let index = 0; index < entries; index++) {
    if (position + headSize > file.length) throw new RangeError(`the log ends in entry ${index}`);
    const [at, count, bits, length] = [0, 8, 16, 24].map((offset) =>
      Number(file.readBigUInt64LE(position + offset)),
    ) as [number, number, number, number];
    const discard = (bits & flags.discard) !== 0;
    const marked = (bits & flags.mark) !== 0;
    const body = position + sector;
    // A mark's text stands in the entry's own sector, after the head.
    const from = marked ? position + headSize : body;
    const size = marked ? length : discard ? 0 : count * sector;
    if (!Number.isSafeInteger(size) || from + size > file.length)
      throw new RangeError(`the log ends in the data of entry ${index}`);
    const bytes = file.subarray(from, from + size);
    yield {
      at: at * sector,
      bytes,
      flush: (bits & flags.flush) !== 0,
      fua: (bits & flags.fua) !== 0,
      discard,
      mark: marked ? bytes.toString('latin1') : null,
    };
    position = marked || discard ? body : body + size;
  }
}

/**
 * The events of one entry. A flush makes sure what was completed before it, FUA its own write. What a
 * discard leaves is not known; here it leaves what was there.
 */
export function eventsOf({ at, bytes, flush, fua, discard, mark }: LogEntry): CrashEvent[] {
  if (mark !== null) return [{ kind: 'promise' }];
  const write = bytes.length > 0 && !discard;
  return [
    ...(flush ? [{ kind: 'fence' } as const] : []),
    ...(write ? [{ kind: 'write', at, bytes, through: true } as const] : []),
    ...(write && fua ? [{ kind: 'flush', at, size: bytes.length, ordered: true } as const] : []),
  ];
}
