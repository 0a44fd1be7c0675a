import type { ByteStream } from './byte-stream.ts';
import type { RawItem } from './raw.ts';
import { mailOf, type Segment, segments } from './segments.ts';

const headerEnd = '*** EOOH ***\n';

/**
 * Babyl (Rmail of Emacs before 23): after the options, each message is a line of labels, its header, the
 * line `*** EOOH ***`, the header as it was shown, and the body; `^_` ends it. Where Rmail had not yet
 * shown a message, only the second header is there.
 */
export async function* babylItems(stream: ByteStream, location: string): AsyncIterable<RawItem> {
  let count = -1; // the options come first
  for await (const segment of segments(stream, '\u001f')) {
    count += 1;
    const where = `${location}, message ${count}`;
    if (count === 0 || (segment !== null && isBlank(segment))) continue;
    const message = segment === null ? null : messageIn(segment);
    yield message === undefined
      ? { kind: 'rejected', where, reason: 'no *** EOOH *** line of Babyl' }
      : rebuilt(mailOf(message, where));
  }
}

const rebuilt = (item: RawItem): RawItem =>
  item.kind === 'mail' ? { ...item, rebuilt: true } : item;
const isBlank = (segment: Buffer) => segment.toString('latin1', 0, 64).trim() === '';

/** The message with the header that it came with. */
function messageIn(segment: Buffer): Segment | undefined {
  const text = segment
    .toString('latin1')
    .replaceAll('\r\n', '\n')
    .replace(/^\f?\n?/, '');
  const labels = text.indexOf('\n') + 1;
  const end = text.indexOf(headerEnd, labels);
  if (end < 0 || (end > 0 && text[end - 1] !== '\n')) return undefined;
  const original = text.slice(labels, end).replace(/^\n+/, '').trimEnd();
  const after = text.slice(end + headerEnd.length).replace(/^\n+/, '');
  const shownEnd = after.indexOf('\n\n');
  const shown = shownEnd < 0 ? after : after.slice(0, shownEnd);
  const body = shownEnd < 0 ? '' : after.slice(shownEnd + 2);
  return Buffer.from(`${original === '' ? shown : original}\n\n${body}`, 'latin1');
}
