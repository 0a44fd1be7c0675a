/**
 * Draws from 0 to `count - 1`, the lower the likelier, as YCSB does (Cooper et al., SoCC 2010:
 * constant 0.99). `random(n)` gives a uniform integer below n.
 */
export function zipf(count: number, random: (below: number) => number): () => number {
  const cumulative: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= count; rank++) {
    sum += 1 / rank ** 0.99;
    cumulative.push(sum);
  }
  const resolution = 2 ** 32 - 1;
  return () => firstAbove(cumulative, (random(resolution) / resolution) * sum);
}

/** Index of the first element greater than `value`, by bisection. */
function firstAbove(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
