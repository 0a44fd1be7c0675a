/** Bytes of a cache line, and of a page of memory. */
export const lineSize = 64;
export const pageSize = 4096;

/** A range cut at the multiples of `step`: each piece, and the multiple at or before it. */
export function* pieces(at: number, size: number, step: number) {
  for (let from = at; from < at + size; ) {
    const start = from - (from % step);
    const to = Math.min(start + step, at + size);
    yield { start, from, to };
    from = to;
  }
}
