import { statSync } from 'node:fs';
import { maxMessageLength } from '../mime/limits.ts';
import { ByteStream, type Compression } from './byte-stream.ts';
import type { FileKind } from './detect.ts';
import { MboxSplitter } from './mbox.ts';
import type { OpenSource, RawItem } from './raw.ts';

/** A file that holds an mbox, one message or one archive page, plain or compressed. */
export class FileSource implements OpenSource {
  readonly ref: { readonly location: string; readonly format: string };
  readonly #file: string;
  readonly #compression: Compression;
  readonly #kind: FileKind;
  readonly #total: number;
  #stream: ByteStream | undefined;

  constructor(file: string, location: string, kind: FileKind, compression: Compression) {
    this.#file = file;
    this.#kind = kind;
    this.#compression = compression;
    this.#total = statSync(file).size;
    this.ref = { location, format: kind };
  }

  /** As git's index knows an unchanged file: nobody sets a ctime, and a copy of the file is read again. */
  async fingerprint(): Promise<string> {
    const { size, mtimeNs, ctimeNs, ino, dev } = statSync(this.#file, { bigint: true });
    return [this.#kind, size, mtimeNs, ctimeNs, ino, dev].join(' ');
  }

  async *read(): AsyncIterable<RawItem> {
    const stream = ByteStream.ofFile(this.#file, this.#compression);
    this.#stream = stream;
    if (this.#kind === 'mbox') yield* mboxItems(stream, this.ref.location);
    else yield* wholeItem(stream, this.ref.location, this.#kind);
    if (stream.fault) {
      yield { kind: 'rejected', where: this.ref.location, reason: stream.fault };
    }
  }

  cursor(): string {
    return '';
  }

  incremental(): boolean {
    return false;
  }

  progress() {
    return { done: this.#stream?.done ?? 0, total: this.#total };
  }

  close(): void {}
}

/** Splits the messages of an mbox stream. */
export async function* mboxItems(stream: ByteStream, location: string): AsyncIterable<RawItem> {
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

/** One message or page; more than a message can be is refused without holding it. */
export async function* wholeItem(
  stream: ByteStream,
  where: string,
  kind: FileKind,
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
  else yield { kind: 'mail', bytes, quoting: 'none', where };
}
