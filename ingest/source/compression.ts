import type { Readable } from 'node:stream';
import * as zlib from 'node:zlib';

export type Compression = 'none' | 'gzip' | 'zstd' | 'bzip2' | 'xz';

/** RFC 1952, RFC 8878, bzip2's block magic behind its level, and the .xz file format, section 2.1.1.1. */
const magics: readonly (readonly [Compression, RegExp])[] = [
  ['gzip', /^\x1f\x8b/],
  ['zstd', /^\x28\xb5\x2f\xfd/],
  ['bzip2', /^BZh[1-9](?:\x31\x41\x59\x26\x53\x59|\x17\x72\x45\x38\x50\x90)/],
  ['xz', /^\xfd7zXZ\0/],
];

/** By the first bytes. */
export function compressionOf(head: Buffer): Compression {
  const start = head.toString('latin1', 0, 16);
  return magics.find(([, magic]) => magic.test(start))?.[0] ?? 'none';
}

/**
 * The decompressed bytes of a stream. `limit` is called before bytes are kept, with their number, and
 * throws where there are too many.
 */
export async function* decompressed(
  raw: Readable,
  compression: Compression,
  limit: (length: number) => void,
): AsyncIterable<Buffer> {
  if (compression === 'none') return yield* raw as AsyncIterable<Buffer>;
  if (compression === 'bzip2') {
    const { bunzip } = await import('./bunzip.ts');
    return yield* bunzip(raw, limit);
  }
  const inflate = compression === 'xz' ? await unxz(raw) : unzip(raw, compression);
  try {
    for await (const chunk of inflate as AsyncIterable<Uint8Array>) {
      limit(chunk.length);
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    }
  } finally {
    inflate.destroy();
  }
}

function unzip(raw: Readable, compression: 'gzip' | 'zstd'): Readable {
  const options = { chunkSize: 1024 * 1024 };
  const inflate =
    compression === 'gzip' ? zlib.createGunzip(options) : zlib.createZstdDecompress(options);
  raw.on('error', (error) => inflate.destroy(error));
  return raw.pipe(inflate);
}

async function unxz(raw: Readable): Promise<Readable> {
  // CommonJS without names that Node can see: they are of the default alone, but for a bundler.
  const library = await import('xz-decompress');
  const { XzReadableStream } = library.default ?? library;
  const { Readable: Streams } = await import('node:stream');
  return Streams.fromWeb(new XzReadableStream(Streams.toWeb(raw) as never) as never);
}
