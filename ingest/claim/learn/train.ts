import type { LinearModel } from '../judge/linear.ts';

export interface Example {
  readonly features: ReadonlyMap<string, number>;
  readonly label: string;
  /** Whose example it is: the thread. Without one, each example stands for itself. */
  readonly source?: string;
}

export interface TrainOptions {
  readonly labels: readonly string[];
  /** L2 penalty on each weight; the bias is free. */
  readonly l2: number;
  /** 0: every example counts alike; 1: every label counts alike. */
  readonly balance: number;
  /** Features seen in fewer examples are left out. */
  readonly minimum: number;
  /** And those of fewer sources, so that no thread's subject speaks. */
  readonly spread: number;
  readonly iterations?: number;
  /** Factor on the penalty of a feature: below 1 for those that prior knowledge stands behind. */
  readonly trust?: (feature: string) => number;
}

/**
 * Fits multinomial logistic regression by Nesterov's accelerated gradient with adaptive restart
 * (O'Donoghue and Candès 2015). No randomness: the same examples give the same weights.
 */
export function train(examples: readonly Example[], options: TrainOptions): LinearModel {
  const names = vocabulary(examples, options);
  const index = new Map(names.map((name, i) => [name, i]));
  const rows = examples.map(({ features }) => rowOf(features, index));
  const k = options.labels.length;
  const gold = examples.map((e) => options.labels.indexOf(e.label));
  const importance = importances(examples, gold, options);
  const penalty = Float64Array.from(
    names.flatMap((name) => new Array<number>(k).fill(options.l2 * (options.trust?.(name) ?? 1))),
  );
  const size = (names.length + 1) * k;
  const widest =
    1 + Math.max(...rows.map(({ values }) => values.reduce((sum, x) => sum + x * x, 0)));
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

/** An example by the numbers of its features. */
interface Row {
  readonly at: Int32Array;
  readonly values: Float64Array;
}

function rowOf(features: Example['features'], index: ReadonlyMap<string, number>): Row {
  const known = [...features].flatMap(([name, value]) => {
    const at = index.get(name);
    return at === undefined ? [] : [{ at, value }];
  });
  return {
    at: Int32Array.from(known, ({ at }) => at),
    values: Float64Array.from(known, ({ value }) => value),
  };
}

function vocabulary(
  examples: readonly Example[],
  { minimum, spread }: Pick<TrainOptions, 'minimum' | 'spread'>,
): readonly string[] {
  const seen = new Map<string, { n: number; readonly sources: Set<string> }>();
  for (const [i, { features, source }] of examples.entries()) {
    for (const feature of features.keys()) {
      const of = seen.get(feature) ?? { n: 0, sources: new Set() };
      of.n++;
      if (of.sources.size < spread) of.sources.add(source ?? String(i));
      seen.set(feature, of);
    }
  }
  return [...seen]
    .filter(([, { n, sources }]) => n >= minimum && sources.size >= spread)
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
  const raw = gold.map((label) => {
    const n = count[label] ?? 1;
    return (examples.length / (present * n)) ** options.balance;
  });
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((r) => r / total);
}

/** Plain indexed loops: this is where all the time goes. */
function gradientAt(
  w: Float64Array,
  rows: readonly Row[],
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
    const row = rows[r];
    if (!row) continue;
    probabilitiesInto(w, row, bias, errors);
    const scale = importance[r] ?? 0;
    const wanted = gold[r] ?? -1;
    for (let c = 0; c < k; c++) {
      errors[c] = scale * ((errors[c] ?? 0) - (c === wanted ? 1 : 0));
      gradient[bias + c] = (gradient[bias + c] ?? 0) + (errors[c] ?? 0);
    }
    for (let j = 0; j < row.at.length; j++) {
      const to = (row.at[j] ?? 0) * k;
      const value = row.values[j] ?? 0;
      for (let c = 0; c < k; c++) {
        gradient[to + c] = (gradient[to + c] ?? 0) + value * (errors[c] ?? 0);
      }
    }
  }
  return gradient;
}

/** Fills `out` with the probability of each label for one row. */
function probabilitiesInto(
  w: Float64Array,
  { at, values }: Row,
  bias: number,
  out: Float64Array,
): void {
  const k = out.length;
  for (let c = 0; c < k; c++) out[c] = w[bias + c] ?? 0;
  for (let j = 0; j < at.length; j++) {
    const from = (at[j] ?? 0) * k;
    const value = values[j] ?? 0;
    for (let c = 0; c < k; c++) out[c] = (out[c] ?? 0) + value * (w[from + c] ?? 0);
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

/** Weights rounded to hundredths, the bias finer; features that round to nothing are dropped. */
function toModel(
  w: Float64Array,
  names: readonly string[],
  labels: readonly string[],
): LinearModel {
  const k = labels.length;
  const round = (x: number) => Math.round(x * 100) / 100 || 0;
  const weights = new Map<string, readonly number[]>();
  for (const [f, name] of names.entries()) {
    const row = Array.from(w.subarray(f * k, f * k + k), round);
    if (row.some((x) => Math.abs(x) >= 0.015)) weights.set(name, row);
  }
  return { labels, bias: Array.from(w.subarray(names.length * k), round), weights };
}
