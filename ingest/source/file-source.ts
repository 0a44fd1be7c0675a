import { statSync } from 'node:fs';
import { ByteStream } from './byte-stream.ts';
import type { Compression } from './compression.ts';
import { type RawItem, WholeSource } from './raw.ts';
import { type StreamKind, streamItems } from './stream-items.ts';

/** A file that holds an mbox, one message, an archive page or an archive of such files. */
export class FileSource extends WholeSource {
  readonly ref: { readonly location: string; readonly format: string };
  readonly #file: string;
  readonly #compression: Compression;
  readonly #kind: StreamKind | 'zip';
  readonly #total: number;
  #stream: ByteStream | undefined;

  constructor(file: string, location: string, kind: StreamKind | 'zip', compression: Compression) {
    super();
    this.#file = file;
    this.#kind = kind;
    this.#compression = compression;
    this.#total = statSync(file).size;
    this.ref = { location, format: kind };
  }

  /** As git's index knows an unchanged file: nobody sets a ctime, and a copy of the file is read again. */
  async fingerprint(): Promise<string | null> {
    const { size, mtimeNs, ctimeNs, ino, dev } = statSync(this.#file, { bigint: true });
    return [this.#kind, size, mtimeNs, ctimeNs, ino, dev].join(' ');
  }

  async *read(): AsyncIterable<RawItem> {
    if (this.#kind === 'zip') {
      const { zipItems } = await import('./zip.ts');
      return yield* zipItems(this.#file, this.ref.location, this.#total);
    }
    this.#stream = ByteStream.ofFile(this.#file, this.#compression);
    yield* streamItems(this.#kind, this.#stream, this.ref.location);
  }

  progress() {
    return { done: this.#stream?.done ?? 0, total: this.#total };
  }
}
