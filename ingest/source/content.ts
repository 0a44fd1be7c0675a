import { maxMessageLength } from '../mime/limits.ts';
import { babylItems } from './babyl.ts';
import type { ByteStream } from './byte-stream.ts';
import type { FileKind } from './detect.ts';
import { emlxMessage } from './emlx.ts';
import { jmapItems } from './jmap.ts';
import { MboxSplitter } from './mbox.ts';
import { mmdfItems } from './mmdf.ts';
import { outlookItem } from './outlook.ts';
import type { RawItem } from './raw.ts';
import { rnewsItems } from './rnews.ts';

/** A kind whose mail can be read from a stream of bytes, and that is no archive. */
export type ContentKind = Exclude<FileKind, 'zip' | 'tar' | 'bundle' | 'unknown'>;

/** The mail in a stream of bytes of a known kind, and why the stream ended early where it did. */
export async function* contentItems(
  kind: ContentKind,
  stream: ByteStream,
  where: string,
): AsyncIterable<RawItem> {
  yield* readers[kind]?.(stream, where) ?? wholeItems(kind, stream, where);
  if (stream.fault) yield { kind: 'rejected', where, reason: stream.fault };
}

/** Kinds that hold many messages and are read as they arrive. */
const readers: Partial<
  Record<ContentKind, (stream: ByteStream, where: string) => AsyncIterable<RawItem>>
> = {
  mbox: mboxItems,
  mmdf: mmdfItems,
  babyl: babylItems,
};

async function* mboxItems(stream: ByteStream, location: string): AsyncIterable<RawItem> {
  const splitter = new MboxSplitter(location);
  for await (const chunk of joined(stream.chunks())) yield* splitter.push(chunk);
  // A broken stream ends inside a message: its rest is reported, not stored as if it were whole.
  if (stream.fault === null || splitter.count === 0) yield* splitter.end();
}

const joinedLength = 1024 * 1024;

/** Pipes deliver 64 KiB at a time: a message of megabytes would be copied once for each. */
async function* joined(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length < joinedLength) continue;
    yield parts.length === 1 ? chunk : Buffer.concat(parts);
    parts = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(parts);
}

/** What is read in one piece; more than a message can be is refused without holding it. */
async function* wholeItems(
  kind: ContentKind,
  stream: ByteStream,
  where: string,
): AsyncIterable<RawItem> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream.chunks()) {
    length += chunk.length;
    if (length > maxMessageLength) {
      yield { kind: 'rejected', where, reason: `longer than ${maxMessageLength >> 20} MiB` };
      return;
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (kind === 'page') yield { kind: 'page', bytes, where };
  else if (kind === 'rnews') yield* rnewsItems(bytes, where);
  else if (kind === 'jmap') yield* jmapItems(bytes, where);
  else if (kind === 'outlook') yield await outlookItem(bytes, where);
  else {
    const mail = kind === 'emlx' ? emlxMessage(bytes) : bytes.subarray(firstText(bytes));
    yield { kind: 'mail', bytes: mail, quoting: 'none', where };
  }
}

/** Blank lines above a header would end it before it begins. */
function firstText(bytes: Buffer): number {
  let at = 0;
  while (bytes[at] === 10 || bytes[at] === 13) at += 1;
  return at;
}
