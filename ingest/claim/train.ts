import type { LinearModel } from './linear.ts';

export interface Example {
  readonly features: readonly string[];
  readonly label: string;
  /** Relative weight of the example, 1 if absent. */
  readonly weight?: number;
}

export interface TrainOptions {
  readonly labels: readonly string[];
  /** L2 penalty on each weight; the bias is free. */
  readonly l2: number;
  /** 0: every example counts alike; 1: every label counts alike. */
  readonly balance: number;
  /** Features seen in fewer examples are left out. */
  readonly minimum: number;
  readonly iterations?: number;
  /** Factor on the penalty of a feature: below 1 for those that prior knowledge stands behind. */
  readonly trust?: (feature: string) => number;
}

/**
 * Fits multinomial logistic regression by Nesterov's accelerated gradient with adaptive restart
 * (O'Donoghue and Candès 2015). No randomness: the same examples give the same weights.
 */
export function train(examples: readonly Example[], options: TrainOptions): LinearModel {
  const names = vocabulary(examples, options.minimum);
  const index = new Map(names.map((name, i) => [name, i]));
  const rows = examples.map((e) => Int32Array.from(e.features.flatMap((f) => index.get(f) ?? [])));
  const k = options.labels.length;
  const gold = examples.map((e) => options.labels.indexOf(e.label));
  const importance = importances(examples, gold, options);
  const penalty = Float64Array.from(
    names.flatMap((name) => new Array<number>(k).fill(options.l2 * (options.trust?.(name) ?? 1))),
  );
  const size = (names.length + 1) * k;
  const widest = Math.max(...rows.map((row) => row.length + 1));
  const step = 1 / (0.5 * widest + options.l2);
  let w = new Float64Array(size);
  const lookahead = w.slice();
  let momentum = 1;
  for (let round = 0; round < (options.iterations ?? 400); round++) {
    const gradient = gradientAt(lookahead, rows, gold, importance, k, penalty);
    const next = new Float64Array(size);
    let along = 0;
    for (let i = 0; i < size; i++) {
      next[i] = (lookahead[i] ?? 0) - step * (gradient[i] ?? 0);
      along += (gradient[i] ?? 0) * ((next[i] ?? 0) - (w[i] ?? 0));
    }
    const grown = along > 0 ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const push = along > 0 ? 0 : (momentum - 1) / grown;
    for (let i = 0; i < size; i++) {
      lookahead[i] = (next[i] ?? 0) + push * ((next[i] ?? 0) - (w[i] ?? 0));
    }
    w = next;
    momentum = grown;
  }
  return toModel(w, names, options.labels);
}

function vocabulary(examples: readonly Example[], minimum: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const { features } of examples) {
    for (const feature of new Set(features)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, n]) => n >= minimum)
    .map(([name]) => name)
    .sort();
}

/** Weights that sum to 1; `balance` moves them from equal examples to equal labels. */
function importances(
  examples: readonly Example[],
  gold: readonly number[],
  options: TrainOptions,
): readonly number[] {
  const count = options.labels.map((_, label) => gold.filter((g) => g === label).length);
  const present = count.filter((n) => n > 0).length;
  const raw = examples.map((example, i) => {
    const n = count[gold[i] ?? 0] ?? 1;
    return (example.weight ?? 1) * (examples.length / (present * n)) ** options.balance;
  });
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((r) => r / total);
}

/** Plain indexed loops: this is where all the time goes. */
function gradientAt(
  w: Float64Array,
  rows: readonly Int32Array[],
  gold: readonly number[],
  importance: readonly number[],
  k: number,
  penalty: Float64Array,
): Float64Array {
  const gradient = new Float64Array(w.length);
  const bias = w.length - k;
  for (let i = 0; i < bias; i++) gradient[i] = (penalty[i] ?? 0) * (w[i] ?? 0);
  const errors = new Float64Array(k);
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] ?? new Int32Array();
    probabilitiesInto(w, row, bias, errors);
    const scale = importance[r] ?? 0;
    const wanted = gold[r] ?? -1;
    for (let c = 0; c < k; c++) {
      errors[c] = scale * ((errors[c] ?? 0) - (c === wanted ? 1 : 0));
      gradient[bias + c] = (gradient[bias + c] ?? 0) + (errors[c] ?? 0);
    }
    for (let j = 0; j < row.length; j++) {
      const at = (row[j] ?? 0) * k;
      for (let c = 0; c < k; c++) gradient[at + c] = (gradient[at + c] ?? 0) + (errors[c] ?? 0);
    }
  }
  return gradient;
}

/** Fills `out` with the probability of each label for one row. */
function probabilitiesInto(
  w: Float64Array,
  row: Int32Array,
  bias: number,
  out: Float64Array,
): void {
  const k = out.length;
  for (let c = 0; c < k; c++) out[c] = w[bias + c] ?? 0;
  for (let j = 0; j < row.length; j++) {
    const at = (row[j] ?? 0) * k;
    for (let c = 0; c < k; c++) out[c] = (out[c] ?? 0) + (w[at + c] ?? 0);
  }
  let top = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < k; c++) top = Math.max(top, out[c] ?? 0);
  let total = 0;
  for (let c = 0; c < k; c++) {
    out[c] = Math.exp((out[c] ?? 0) - top);
    total += out[c] ?? 0;
  }
  for (let c = 0; c < k; c++) out[c] = (out[c] ?? 0) / total;
}

/** Weights rounded to three decimals; features that round to nothing are dropped. */
function toModel(
  w: Float64Array,
  names: readonly string[],
  labels: readonly string[],
): LinearModel {
  const k = labels.length;
  const round = (x: number) => Math.round(x * 1000) / 1000 || 0;
  const weights: Record<string, readonly number[]> = {};
  for (const [f, name] of names.entries()) {
    const row = Array.from(w.subarray(f * k, f * k + k), round);
    if (row.some((x) => Math.abs(x) >= 0.005)) weights[name] = row;
  }
  return { labels, bias: Array.from(w.subarray(names.length * k), round), weights };
}
