/** A range of bytes of a file. Files are numbered from 0; pages have 4096 bytes, cache lines 64. */
export interface Part {
  readonly file: number;
  readonly at: number;
  readonly bytes: number;
}

/**
 * One step of an application, before an approach turns it into instructions, faults and system
 * calls. Reads that need no durability are there for the time that they take, nothing else.
 */
export type Act =
  | (Part & {
      readonly kind: 'store';
      /** Which process's mapping of the file, 0 where absent: each has page-table entries of its own. */
      readonly mapping?: number;
    })
  /** Returns when all stores to these parts are durable. */
  | { readonly kind: 'durable'; readonly parts: readonly Part[] }
  /** Random loads that miss every cache. */
  | { readonly kind: 'read'; readonly loads: number }
  /** A new file of so many bytes comes into being; its first `durable` makes its name durable too. */
  | { readonly kind: 'create'; readonly file: number; readonly bytes: number }
  | { readonly kind: 'remove'; readonly file: number }
  /** A process gives up its mapping; its next store maps the file again. */
  | { readonly kind: 'unmap'; readonly file: number; readonly mapping: number }
  /** Everything stored since the last one is taken for durable; `payload` of its bytes were asked for. */
  | { readonly kind: 'done'; readonly payload: number }
  /** What came before was preparation and is not counted. */
  | { readonly kind: 'measure' };

/** Numbers of the units (pages or lines) that a range of bytes touches, ascending. */
export function unitsOf({ at, bytes }: Pick<Part, 'at' | 'bytes'>, unit: number): number[] {
  if (bytes <= 0) return [];
  const first = Math.floor(at / unit);
  const last = Math.floor((at + bytes - 1) / unit);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
