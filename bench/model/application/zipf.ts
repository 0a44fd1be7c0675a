/**
 * Zipfian ranks from 0, hot ones first, exponent 0.99 as in YCSB (Cooper et al., SoCC 2010).
 * @param random A uniform integer below its argument.
 */
export function zipfian(items: number, random: (below: number) => number): () => number {
  const cumulative: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= items; rank++) {
    sum += rank ** -0.99;
    cumulative.push(sum);
  }
  const steps = 2 ** 31;
  return () => {
    const drawn = (random(steps) / steps) * sum;
    let [low, high] = [0, items - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] ?? 0) <= drawn) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
