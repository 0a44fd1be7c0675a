import type { LogEntry } from './dm-log-writes.ts';

/**
 * Shell in the guest that has the kernel list every request that it hands to a disk. QEMU's NVMe disk takes a write
 * with forced unit access (FUA) for a plain one and logs it so, while the kernel sends no flush after it:
 * only the kernel's list says that it is durable when it is done.
 */
export const listRequests = `cd /sys/kernel/tracing && echo 16384 >buffer_size_kb && echo 1 >events/block/block_rq_issue/enable; cd - >/dev/null
`;

/** Prints that list. */
export const printRequests =
  "echo 0 >/sys/kernel/tracing/tracing_on; sed -n 's/^.*block_rq_issue: /request /p' /sys/kernel/tracing/trace\n";

/** A write as the kernel issued it (include/trace/events/block.h: block_rq_issue), in bytes. */
export interface Issued {
  readonly at: number;
  readonly size: number;
  readonly fua: boolean;
  /** RWF_ATOMIC came down to the device as one request (REQ_ATOMIC, block/blk-merge.c). */
  readonly atomic: boolean;
}

/**
 * Letters as `blk_fill_rwbs` (kernel/trace/blktrace.c) puts them: F flush first, W write, F forced, A, S, M, U untorn. What it has
 * no letter for is N, zeroes that the disk is to write itself among it.
 */
const request = /^request \S+ F?[WN](?<flags>[A-Z]*) \d+ \(\) (?<sector>\d+) \+ (?<count>\d+) /gm;

/** Writes in a serial transcript, in the order in which they were issued. */
export function issuedIn(serial: string): Issued[] {
  return [...serial.matchAll(request)].map(({ groups }) => ({
    at: Number(groups?.['sector']) * 512,
    size: Number(groups?.['count']) * 512,
    fua: groups?.['flags']?.startsWith('F') ?? false,
    atomic: groups?.['flags']?.endsWith('U') ?? false,
  }));
}

/**
 * The entries of a log, with FUA as the kernel asked for it. Two writes of one range are never under way together, so
 * that the log has them in the order of the list. Once the list is at its end the rest passes as it is.
 * @throws Error for a write that the kernel did not issue: the log is not of this guest, or the list lost some.
 */
export function* forced(
  entries: Iterable<LogEntry>,
  issued: readonly Issued[],
): Generator<LogEntry> {
  const waiting = Map.groupBy(issued, keyOf);
  let left = issued.length;
  for (const entry of entries) {
    if (left === 0 || entry.discard || entry.bytes.length === 0) {
      yield entry;
      continue;
    }
    const write = waiting.get(keyOf({ at: entry.at, size: entry.bytes.length }))?.shift();
    if (!write)
      throw new Error(`a write of ${entry.bytes.length} bytes at ${entry.at} was not issued`);
    left -= 1;
    yield { ...entry, fua: write.fua };
  }
}

const keyOf = ({ at, size }: Pick<Issued, 'at' | 'size'>) => `${at} ${size}`;
