/**
 * Uniform 32-bit integers from a seed: a Weyl sequence with two rounds of mixing (splitmix32).
 * @example
 * const [one, other] = [randomIntegers(7), randomIntegers(7)];
 * one(1000) === other(1000) // => true
 */
export function randomIntegers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) % below;
  };
}
