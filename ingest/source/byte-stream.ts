import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { Fault, messageOf } from '../../data/schema/fault.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

/**
 * Most bytes that one compressed byte may become, once more than `bombFloor` came out. Deflate reaches
 * 1,032, real mail 3 to 20: anything near the former is a bomb that would fill memory or disk.
 */
const maxRatio = 250;
const bombFloor = 64 * 1024 * 1024;

const chunkSize = 1024 * 1024;

/** By the first bytes: gzip (RFC 1952), zstd (RFC 8878), or neither. */
export function compressionOf(head: Uint8Array): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return 'zstd';
  return 'none';
}

/** Bytes of a file, decompressed, with the count of raw bytes read for progress. */
export class ByteStream {
  readonly #open: () => Readable;
  readonly #name: string;
  readonly #compression: Compression;
  done = 0;
  /** What ended the stream early, such as a truncated gzip member; what came before is good. */
  fault: string | null = null;

  constructor(name: string, compression: Compression, open: () => Readable) {
    this.#name = name;
    this.#compression = compression;
    this.#open = open;
  }

  static ofFile(file: string, compression: Compression, start = 0): ByteStream {
    return new ByteStream(file, compression, () =>
      createReadStream(file, { highWaterMark: chunkSize, start }),
    );
  }

  async *chunks(): AsyncIterable<Buffer> {
    const raw = this.#open();
    raw.on('data', (chunk: Buffer) => {
      this.done += chunk.length;
    });
    const stream = this.#decompressed(raw);
    let produced = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        produced += chunk.length;
        if (produced > bombFloor && produced > this.done * maxRatio) {
          this.fault = `decompresses to more than ${maxRatio} times its size; the rest was not read`;
          return;
        }
        yield chunk;
      }
    } catch (caught) {
      if (this.#compression === 'none') throw this.#unreadable(caught);
      this.fault = `${this.#compression} data ends or breaks after ${produced} bytes (${messageOf(caught)})`;
    } finally {
      raw.destroy();
      stream.destroy();
    }
  }

  #decompressed(raw: Readable): Readable {
    if (this.#compression === 'none') return raw;
    const options = { chunkSize };
    const inflate =
      this.#compression === 'gzip'
        ? zlib.createGunzip(options)
        : zlib.createZstdDecompress(options);
    raw.on('error', (error) => inflate.destroy(error));
    return raw.pipe(inflate);
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
