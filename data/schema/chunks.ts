/**
 * A list cut into pieces of `size`, the last of which may be shorter.
 * @example
 * chunks([1, 2, 3], 2) // => [[1, 2], [3]]
 */
export const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    all.slice(i * size, (i + 1) * size),
  );
