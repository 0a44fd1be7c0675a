import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Fault, messageOf } from '../../data/schema/fault.ts';
import { type Compression, decompressed } from './compression.ts';

/**
 * Most bytes that one compressed byte may become, once more than `bombFloor` came out. Deflate reaches
 * 1,032, real mail 3 to 20: anything near the former is a bomb that would fill memory or disk.
 */
const maxRatio = 250;
const bombFloor = 64 * 1024 * 1024;

const chunkSize = 1024 * 1024;

/** Bytes of a file, decompressed, with the count of raw bytes read for progress. */
export class ByteStream {
  readonly #open: () => Readable;
  readonly #name: string;
  readonly #compression: Compression;
  /** Bytes of the archive that this stream is a part of; parts may overlap in a hostile one. */
  readonly #whole: number | undefined;
  done = 0;
  /** What ended the stream early, such as a truncated gzip member; what came before is good. */
  fault: string | null = null;

  constructor(name: string, compression: Compression, open: () => Readable, whole?: number) {
    this.#name = name;
    this.#compression = compression;
    this.#open = open;
    this.#whole = whole;
  }

  static ofFile(file: string, compression: Compression, start = 0): ByteStream {
    return new ByteStream(file, compression, () =>
      createReadStream(file, { highWaterMark: chunkSize, start }),
    );
  }

  async *chunks(): AsyncIterable<Buffer> {
    const file = this.#open();
    const raw = Readable.from(this.#counted(file), { objectMode: false });
    // Whoever reads it has yet to be loaded, perhaps; an error meanwhile is its to find.
    raw.on('error', () => undefined);
    const bomb = new BombGuard(() => this.#whole ?? this.done);
    let produced = 0;
    try {
      for await (const chunk of decompressed(raw, this.#compression, (n) => bomb.admit(n))) {
        produced += chunk.length;
        yield chunk;
      }
    } catch (caught) {
      if (caught instanceof Interrupted) throw caught;
      if (caught instanceof Bomb) this.fault = caught.message;
      else if (this.#compression === 'none') throw this.#unreadable(caught);
      else
        this.fault = `${this.#compression} data ends or breaks after ${produced} bytes (${messageOf(caught)})`;
    } finally {
      raw.destroy();
      file.destroy();
    }
  }

  async *#counted(file: Readable): AsyncIterable<Buffer> {
    for await (const chunk of file as AsyncIterable<Buffer>) {
      this.done += chunk.length;
      yield chunk;
    }
  }

  #unreadable(caught: unknown): Fault {
    return new Fault(
      'inputRefused',
      `${this.#name}: ${messageOf(caught)}`,
      'check the path and its permissions',
      caught,
    );
  }
}

/** A signal ended the reading of a stream. */
export class Interrupted extends Error {}

/** More came out of compressed data than mail can be. */
export class Bomb extends Error {}

/** Counts what comes out of compressed data against what went in. */
export class BombGuard {
  readonly #consumed: () => number;
  #produced = 0;

  constructor(consumed: () => number) {
    this.#consumed = consumed;
  }

  /** @throws Bomb */
  admit(length: number): void {
    this.#produced += length;
    if (this.#produced > bombFloor && this.#produced > this.#consumed() * maxRatio) {
      throw new Bomb(`decompresses to more than ${maxRatio} times its size; the rest was not read`);
    }
  }
}
