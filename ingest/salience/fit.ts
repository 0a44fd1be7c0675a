import type { Signals } from './signals.ts';

/** A statement's signals and how much it matters, 0 to 1. */
export interface Lesson {
  readonly signals: Signals;
  readonly matters: number;
  readonly thread: string;
}

/** One weight per signal, and what a statement has without any. */
export interface SalienceModel {
  readonly bias: number;
  readonly weights: ReadonlyMap<string, number>;
}

/** Chosen by cross-validation over threads; see docs/claims.md. */
const penalty = { signal: 10, thread: 0.1 } as const;
const mostRounds = 50;

/**
 * Logistic regression with an L2 penalty by Newton's method, against soft labels. Each thread has a bias of
 * its own, so that a weight says what tells statements of one thread apart, never that readers mark more in
 * one than in another. Signals are few: the linear system of a step is solved outright. No randomness.
 */
export function fitSalience(
  lessons: readonly Lesson[],
  l2: number = penalty.signal,
): SalienceModel {
  const names = [...new Set(lessons.flatMap(({ signals }) => [...signals.keys()]))].sort();
  const threads = [...new Set(lessons.map(({ thread }) => thread))].sort();
  const size = names.length + threads.length;
  const penalties = [...names.map(() => l2), ...threads.map(() => penalty.thread)];
  const place = new Map([...names, ...threads.map(biasOf)].map((name, j) => [name, j]));
  const rows = lessons.map(({ signals, thread }) =>
    [...signals, [biasOf(thread), 1] as const].map(
      ([name, x]) => [place.get(name) ?? 0, x] as const,
    ),
  );
  const w = new Float64Array(size);
  for (let round = 0; round < mostRounds; round++) {
    const gradient = Array.from(w, (x, j) => (penalties[j] ?? 0) * x);
    const curve = penalties.map((p, j) => penalties.map((_, k) => (j === k ? p : 0)));
    for (const [i, row] of rows.entries()) {
      const p = 1 / (1 + Math.exp(-row.reduce((sum, [j, x]) => sum + x * (w[j] ?? 0), 0)));
      for (const [j, x] of row) {
        gradient[j] = (gradient[j] ?? 0) + (p - (lessons[i]?.matters ?? 0)) * x;
        const line = curve[j] ?? [];
        for (const [k, y] of row) line[k] = (line[k] ?? 0) + p * (1 - p) * x * y;
      }
    }
    const step = solve(curve, gradient);
    for (let j = 0; j < size; j++) w[j] = (w[j] ?? 0) - (step[j] ?? 0);
    if (step.every((x) => Math.abs(x) < 1e-9)) break;
  }
  const biases = w.subarray(names.length);
  return {
    bias: rounded(biases.reduce((a, b) => a + b, 0) / Math.max(1, threads.length)),
    weights: new Map(names.map((name, j) => [name, rounded(w[j] ?? 0)] as const)),
  };
}

/** No signal is named so. */
const biasOf = (thread: string) => `\0${thread}`;
const rounded = (x: number) => Math.round(x * 1000) / 1000;

/** Solves a symmetric positive definite system by Gaussian elimination. */
function solve(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): readonly number[] {
  const a = matrix.map((line, i) => [...line, right[i] ?? 0]);
  const n = a.length;
  for (let i = 0; i < n; i++) {
    const pivot = a[i] ?? [];
    for (let j = i + 1; j < n; j++) {
      const line = a[j] ?? [];
      const factor = (line[i] ?? 0) / (pivot[i] ?? 1);
      if (factor === 0) continue;
      for (let k = i; k <= n; k++) line[k] = (line[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  const found = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const line = a[i] ?? [];
    let rest = line[n] ?? 0;
    for (let k = i + 1; k < n; k++) rest -= (line[k] ?? 0) * (found[k] ?? 0);
    found[i] = rest / (line[i] ?? 1);
  }
  return found;
}
