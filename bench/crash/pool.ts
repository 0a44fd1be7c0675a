import { pageSize, pieces } from '../machine/page.ts';
import type { Image } from './image.ts';

/** Images as `guest/pages.h` reads them: a pool of pages, each once, and which of them lie on which blocks. */
export class Pool {
  readonly #pages = new Map<string, number>();
  readonly #content: Buffer[] = [];
  readonly #words: number[] = [];

  /** Adds an image over what lies under it, and returns where it begins in the list, in words. */
  add(base: ReadonlyMap<number, Buffer>, image: Image): number {
    const word = this.#words.length;
    const pages = [...pagesOf(base, image)].sort(([a], [b]) => a - b);
    this.#words.push(pages.length);
    for (const [at, page] of pages) this.#words.push(at / pageSize, this.#page(page));
    return word;
  }

  /** One page at least: images may be what lies under them, and an empty file is mapped by nobody (mmap(2)). */
  get pages(): Buffer {
    return this.#content.length === 0 ? Buffer.alloc(pageSize) : Buffer.concat(this.#content);
  }

  get images(): Buffer {
    return Buffer.from(Uint32Array.from(this.#words).buffer);
  }

  #page(page: Buffer): number {
    const key = page.toString('latin1');
    const known = this.#pages.get(key);
    if (known !== undefined) return known;
    const index = this.#content.push(page) - 1;
    this.#pages.set(key, index);
    return index;
  }
}

/** The whole pages that an image of lines touches. */
function pagesOf(base: ReadonlyMap<number, Buffer>, image: Image): Map<number, Buffer> {
  const pages = new Map<number, Buffer>();
  for (const [offset, bytes] of image) {
    for (const { start, from, to } of pieces(offset, bytes.length, pageSize)) {
      const page = pages.get(start) ?? Buffer.from(base.get(start) ?? Buffer.alloc(pageSize));
      bytes.copy(page, from - start, from - offset, to - offset);
      pages.set(start, page);
    }
  }
  return pages;
}
