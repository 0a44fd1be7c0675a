import { maxMessageLength } from '../mime/limits.ts';
import type { ByteStream } from './byte-stream.ts';
import type { RawItem } from './raw.ts';

const lf = 10;

/** What stands between marks; null where it is longer than a message may be. */
export type Segment = Buffer | null;

/**
 * The bytes between lines that begin with `mark`, those lines left out: how MMDF and Babyl part messages.
 * A segment beyond the limit streams by; the last one of a broken stream is not whole and is left out.
 */
export async function* segments(stream: ByteStream, mark: string): AsyncIterable<Segment> {
  let pending: Buffer = Buffer.from('\n');
  let long = false;
  for await (const chunk of stream.chunks()) {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const found = pending.indexOf(`\n${mark}`, 0, 'latin1');
      const end = found < 0 ? -1 : pending.indexOf(lf, found + 1);
      if (end < 0) break;
      yield long ? null : pending.subarray(1, found + 1);
      long = false;
      pending = pending.subarray(end);
    }
    if (pending.length <= maxMessageLength) continue;
    long = true;
    pending = Buffer.from(pending.subarray(-64));
  }
  if (stream.fault !== null) return;
  const found = pending.indexOf(`\n${mark}`, 0, 'latin1'); // a mark without a line end
  yield long ? null : pending.subarray(1, found < 0 ? pending.length : found + 1);
}

/** One mail of a segment, or why there is none. */
export function mailOf(segment: Segment, where: string): RawItem {
  if (segment === null) {
    return { kind: 'rejected', where, reason: `longer than ${maxMessageLength >> 20} MiB` };
  }
  return { kind: 'mail', bytes: segment, quoting: 'none', where };
}
