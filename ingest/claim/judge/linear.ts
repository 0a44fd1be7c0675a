/** A multinomial logistic model over named features: one weight per label and feature. */
export interface LinearModel {
  readonly labels: readonly string[];
  readonly bias: readonly number[];
  /** By feature, one weight per label. */
  readonly weights: ReadonlyMap<string, readonly number[]>;
}

/** Probability of each label, in the order of `model.labels`. */
export function probabilities(
  model: LinearModel,
  features: ReadonlyMap<string, number>,
): readonly number[] {
  return softmax(scores(model, features));
}

function scores(model: LinearModel, features: ReadonlyMap<string, number>): number[] {
  const sums = [...model.bias];
  for (const [feature, value] of features) {
    const weights = model.weights.get(feature);
    if (!weights) continue;
    for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] ?? 0) + value * (weights[k] ?? 0);
  }
  return sums;
}

function softmax(sums: readonly number[]): number[] {
  const top = Math.max(...sums);
  const powers = sums.map((s) => Math.exp(s - top));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / total);
}
