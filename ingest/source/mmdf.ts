import type { ByteStream } from './byte-stream.ts';
import type { RawItem } from './raw.ts';
import { mailOf, segments } from './segments.ts';

/** MMDF (mmdf(5) of mutt and qmail): a line of four Ctrl-A before and after each message. */
export async function* mmdfItems(stream: ByteStream, location: string): AsyncIterable<RawItem> {
  let count = 0;
  for await (const segment of segments(stream, '\u0001\u0001\u0001\u0001')) {
    if (segment !== null && segment.toString('latin1', 0, 1024).trim() === '') continue;
    count += 1;
    yield mailOf(withoutPostmark(segment), `${location}, message ${count}`);
  }
}

/** Some writers of MMDF keep the postmark of the mbox that they read. */
function withoutPostmark(segment: Buffer | null): Buffer | null {
  if (segment?.toString('latin1', 0, 5) !== 'From ') return segment;
  return segment.subarray(segment.indexOf(10) + 1);
}
