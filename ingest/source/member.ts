import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { Fault } from '../../data/schema/fault.ts';
import { isBookkeeping } from './bookkeeping.ts';
import { type BombGuard, ByteStream } from './byte-stream.ts';
import { compressionOf } from './compression.ts';
import { contentItems } from './content.ts';
import { headLength, kindOfHead } from './inspect.ts';
import type { RawItem } from './raw.ts';

/** The mail in one member of an archive, which may itself be compressed, and may be no archive. */
export async function* memberItems(
  body: AsyncIterable<Uint8Array>,
  name: string,
  where: string,
  bomb: BombGuard,
): AsyncIterable<RawItem> {
  const chunks = guarded(body, bomb)[Symbol.asyncIterator]();
  const head = await readHead(chunks);
  if (isBookkeeping(basename(name)) || head.length === 0) {
    for (let next = await chunks.next(); !next.done; next = await chunks.next());
    return;
  }
  const compression = compressionOf(head);
  try {
    const kind = await kindOfHead(where, head, compression, undefined);
    const open = () => Readable.from(rest(head, chunks), { objectMode: false });
    if (kind === 'zip' || kind === 'tar' || kind === 'bundle') {
      const reason = 'an archive within an archive; unpack it and name it by itself';
      yield { kind: 'rejected', where, reason };
    } else {
      yield* contentItems(kind, new ByteStream(where, compression, open), where);
    }
  } catch (caught) {
    // One member that is no mail is reported; the rest of the archive is read.
    if (!(caught instanceof Fault)) throw caught;
    yield { kind: 'rejected', where, reason: caught.message.replace(`${where}: `, '') };
  }
  for (let next = await chunks.next(); !next.done; next = await chunks.next());
}

async function* guarded(body: AsyncIterable<Uint8Array>, bomb: BombGuard): AsyncIterable<Buffer> {
  for await (const chunk of body) {
    bomb.admit(chunk.length);
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

async function readHead(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < headLength) {
    const next = await chunks.next();
    if (next.done) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(parts);
}

async function* rest(head: Buffer, chunks: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  yield head;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}
