/** `n` members drawn without repeats; the same for the same seed (mulberry32). */
export function sampled<T>(all: readonly T[], n: number, seed: number): T[] {
  const left = [...all];
  const drawn: T[] = [];
  let state = seed >>> 0;
  while (drawn.length < n && left.length > 0) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    const at = ((mixed ^ (mixed >>> 14)) >>> 0) % left.length;
    drawn.push(...left.splice(at, 1));
  }
  return drawn;
}
