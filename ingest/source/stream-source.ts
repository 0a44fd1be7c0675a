import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Fault } from '../../data/schema/fault.ts';
import { ByteStream, Interrupted } from './byte-stream.ts';
import { compressionOf } from './compression.ts';
import { FileSource } from './file-source.ts';
import { headLength, kindOfHead } from './inspect.ts';
import type { Format } from './open.ts';
import { type OpenSource, type RawItem, WholeSource } from './raw.ts';
import { type StreamKind, streamItems } from './stream-items.ts';

/**
 * Opens bytes that arrive once and have no end known in advance: standard input, a pipe or a download.
 * Reads as much as it takes to see what they are. @throws Fault `inputRefused`
 */
export async function openStream(
  location: string,
  input: AsyncIterable<unknown>,
  format: Format | undefined,
  signal: AbortSignal,
): Promise<OpenSource> {
  const chunks = abortable(input, signal);
  const { head, ended } = await readHead(chunks);
  if (head.length === 0) {
    throw new Fault('inputRefused', `${location}: empty`, 'send mail, such as an mbox');
  }
  const compression = compressionOf(head);
  const kind = await kindOfHead(location, head, compression, format);
  const open = () => Readable.from(ended ? [head] : rest(head, chunks), { objectMode: false });
  if (kind === 'zip') return spooled(location, open());
  if (kind === 'bundle') {
    const next = 'save it as a file and name that';
    throw new Fault('inputRefused', `${location}: a git bundle in a stream`, next);
  }
  return new StreamSource(location, kind, new ByteStream(location, compression, open));
}

class StreamSource extends WholeSource {
  readonly ref: { readonly location: string; readonly format: string };
  readonly #kind: StreamKind;
  readonly #stream: ByteStream;

  constructor(location: string, kind: StreamKind, stream: ByteStream) {
    super();
    this.ref = { location, format: kind };
    this.#kind = kind;
    this.#stream = stream;
  }

  async fingerprint(): Promise<null> {
    return null;
  }

  read(): AsyncIterable<RawItem> {
    return streamItems(this.#kind, this.#stream, this.ref.location);
  }

  progress() {
    return { done: this.#stream.done, total: 0 };
  }
}

/** The directory of a zip archive stands at its end: the bytes are kept in a file until it is read. */
async function spooled(location: string, bytes: Readable): Promise<OpenSource> {
  const folder = mkdtempSync(join(tmpdir(), 'warrant-zip-'));
  try {
    await pipeline(bytes, createWriteStream(join(folder, 'archive.zip')));
    return new SpooledSource(folder, location);
  } catch (caught) {
    rmSync(folder, { recursive: true, force: true });
    throw caught;
  }
}

class SpooledSource extends FileSource {
  readonly #folder: string;

  constructor(folder: string, location: string) {
    super(join(folder, 'archive.zip'), location, 'zip', 'none');
    this.#folder = folder;
  }

  override async fingerprint(): Promise<null> {
    return null;
  }

  override close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * Ends on a signal although nothing arrives: a pipe may stay silent for ever. Each chunk is waited for by a promise
 * of its own: a race against one promise of the signal would keep every chunk for as long as that is pending.
 */
function abortable(input: AsyncIterable<unknown>, signal: AbortSignal): AsyncIterator<unknown> {
  const chunks = input[Symbol.asyncIterator]();
  let giveUp = (_: Interrupted) => {};
  const fail = () => {
    giveUp(new Interrupted('interrupted'));
    // An open pipe would keep the process from ending.
    if (input instanceof Readable) input.destroy();
  };
  if (signal.aborted) fail();
  signal.addEventListener('abort', fail, { once: true });
  return {
    next: () =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(new Interrupted('interrupted'));
        giveUp = reject;
        chunks.next().then(resolve, reject);
      }),
  };
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
