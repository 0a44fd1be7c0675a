/** Consecutive slots of a cache line: a location, or the part of one that an access touches. */
export interface Address {
  readonly line: number;
  /** The first slot. */
  readonly slot: number;
  /** Bytes of each slot from `slot` on; a single null for a location that is never cut. */
  readonly widths: readonly (number | null)[];
}

export function overlap(a: Address, b: Address): boolean {
  return (
    a.line === b.line && a.slot < b.slot + b.widths.length && b.slot < a.slot + a.widths.length
  );
}

/** The values of the address's slots that together make up `value`, little-endian. */
export function split(at: Address, value: number): number[] {
  if (at.widths.length === 1) return [value];
  let rest = value;
  return at.widths.map((width) => {
    const modulus = 256 ** (width ?? 0);
    const piece = rest % modulus;
    rest = Math.floor(rest / modulus);
    return piece;
  });
}

/** The inverse of `split`. */
export function joined(at: Address, pieces: readonly number[]): number {
  let scale = 1;
  let value = 0;
  for (const [index, width] of at.widths.entries()) {
    value += (pieces[index] ?? 0) * scale;
    scale *= 256 ** (width ?? 0);
  }
  return value;
}
