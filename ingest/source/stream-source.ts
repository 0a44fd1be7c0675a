import { Readable } from 'node:stream';
import { Fault } from '../../data/schema/fault.ts';
import { ByteStream, compressionOf } from './byte-stream.ts';
import type { FileKind } from './detect.ts';
import { mboxItems, wholeItem } from './file-source.ts';
import { headLength, kindOfHead } from './inspect.ts';
import type { Format } from './open.ts';
import type { OpenSource, RawItem } from './raw.ts';

/** Bytes that arrive once and have no end known in advance: standard input, or a download. */
export class StreamSource implements OpenSource {
  readonly ref: { readonly location: string; readonly format: string };
  readonly #kind: FileKind;
  readonly #stream: ByteStream;

  private constructor(location: string, kind: FileKind, stream: ByteStream) {
    this.ref = { location, format: kind };
    this.#kind = kind;
    this.#stream = stream;
  }

  /** Reads as much as it takes to see what it is. */
  static async open(
    location: string,
    input: AsyncIterable<unknown>,
    format: Format | undefined,
  ): Promise<StreamSource> {
    const chunks = input[Symbol.asyncIterator]();
    const { head, ended } = await readHead(chunks);
    if (head.length === 0) {
      throw new Fault('inputRefused', `${location}: empty`, 'send mail, such as an mbox');
    }
    const compression = compressionOf(head);
    const kind = await kindOfHead(location, head, compression, format);
    const open = () => Readable.from(ended ? [head] : rest(head, chunks), { objectMode: false });
    return new StreamSource(location, kind, new ByteStream(location, compression, open));
  }

  async fingerprint(): Promise<null> {
    return null;
  }

  async *read(): AsyncIterable<RawItem> {
    const { location } = this.ref;
    if (this.#kind === 'mbox') yield* mboxItems(this.#stream, location);
    else yield* wholeItem(this.#stream, location, this.#kind);
    const { fault } = this.#stream;
    if (fault) yield { kind: 'rejected', where: location, reason: fault };
  }

  cursor(): string {
    return '';
  }

  incremental(): boolean {
    return false;
  }

  progress() {
    return { done: this.#stream.done, total: 0 };
  }

  close(): void {}
}

async function readHead(chunks: AsyncIterator<unknown>): Promise<{ head: Buffer; ended: boolean }> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < headLength) {
    const next = await chunks.next();
    if (next.done) return { head: Buffer.concat(parts), ended: true };
    const part = bytesOf(next.value);
    parts.push(part);
    length += part.length;
  }
  return { head: Buffer.concat(parts), ended: false };
}

async function* rest(head: Buffer, chunks: AsyncIterator<unknown>): AsyncIterable<Buffer> {
  yield head;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    yield bytesOf(next.value);
  }
}

function bytesOf(chunk: unknown): Buffer {
  if (chunk instanceof Uint8Array) {
    return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  return Buffer.from(String(chunk), 'utf8');
}
