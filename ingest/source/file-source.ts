import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { Fault, messageOf } from '../../data/schema/fault.ts';
import { ByteStream, type Compression, compressionOf, hashFile } from './byte-stream.ts';
import { type FileKind, kindOf } from './detect.ts';
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

  async fingerprint(): Promise<string> {
    const hashed = await hashFile(this.#file);
    return `${this.#kind} ${hashed?.length} ${hashed?.digest}`;
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
  for await (const chunk of stream.chunks()) yield* splitter.push(chunk);
  // A broken stream ends inside a message: its rest is reported, not stored as if it were whole.
  if (stream.fault === null || splitter.count === 0) yield* splitter.end();
}

const maxSingle = 64 * 1024 * 1024;

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
    if (length > maxSingle) {
      yield { kind: 'rejected', where, reason: `longer than ${maxSingle >> 20} MiB` };
      return;
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (kind === 'page') yield { kind: 'page', bytes, where };
  else yield { kind: 'mail', bytes, quoting: 'none', where };
}

const headLength = 64 * 1024;

/** Looks into a file: what it is and how it is compressed. Throws a Fault where it cannot be opened. */
export async function inspect(
  file: string,
): Promise<{ kind: FileKind | 'empty'; compression: Compression }> {
  const raw = readHead(file);
  const compression = compressionOf(raw);
  const head = compression === 'none' ? raw : await inflateHead(raw, compression);
  if (raw.length === 0) return { kind: 'empty', compression };
  return { kind: kindOf(head), compression };
}

function readHead(file: string): Buffer {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const head = Buffer.alloc(headLength);
    return head.subarray(0, readSync(descriptor, head, 0, headLength, 0));
  } catch (caught) {
    throw new Fault(
      'inputRefused',
      `${file}: ${messageOf(caught)}`,
      'check the path and its permissions',
      caught,
    );
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The first decompressed bytes of a compressed head; broken data gives what came before. */
function inflateHead(raw: Buffer, compression: Compression): Promise<Buffer> {
  const inflate = compression === 'gzip' ? createGunzip() : createZstdDecompress();
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const finish = () => {
      inflate.destroy();
      resolve(Buffer.concat(chunks).subarray(0, headLength));
    };
    inflate.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= headLength) finish();
    });
    inflate.on('end', finish);
    inflate.on('error', finish);
    inflate.end(raw);
  });
}
