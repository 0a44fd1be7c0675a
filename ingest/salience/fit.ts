import type { Signals } from './signals.ts';

/** A statement's signals and how much it matters, 0 to 1. */
export interface Lesson {
  readonly signals: Signals;
  readonly matters: number;
  /** Its share of the whole: every thread counts alike. */
  readonly weight: number;
}

/** One weight per signal, and what a statement has without any. */
export interface SalienceModel {
  readonly bias: number;
  readonly weights: ReadonlyMap<string, number>;
}

/** Chosen by cross-validation over threads; see docs/claims.md. */
export const penalty = 10;
const mostRounds = 50;

/**
 * Logistic regression with an L2 penalty by Newton's method, against soft labels. Signals are few, so that
 * the linear system of a step is solved outright; there is no randomness.
 */
export function fitSalience(lessons: readonly Lesson[], l2 = penalty): SalienceModel {
  const names = [...new Set(lessons.flatMap(({ signals }) => [...signals.keys()]))].sort();
  const size = names.length + 1;
  const rows = lessons.map(({ signals }) => [...names.map((name) => signals.get(name) ?? 0), 1]);
  const w = new Array<number>(size).fill(0);
  for (let round = 0; round < mostRounds; round++) {
    const gradient = w.map((x, j) => (j < size - 1 ? l2 * x : 0));
    const curve = w.map((_, j) => w.map((__, k) => (j === k ? (j < size - 1 ? l2 : 1e-9) : 0)));
    for (const [i, row] of rows.entries()) {
      const { matters = 0, weight = 0 } = lessons[i] ?? {};
      const p = 1 / (1 + Math.exp(-row.reduce((sum, x, j) => sum + x * (w[j] ?? 0), 0)));
      const used = row.flatMap((x, j) => (x === 0 ? [] : [j]));
      for (const j of used) {
        gradient[j] = (gradient[j] ?? 0) + weight * (p - matters) * (row[j] ?? 0);
        const line = curve[j];
        if (!line) continue;
        for (const k of used)
          line[k] = (line[k] ?? 0) + weight * p * (1 - p) * (row[j] ?? 0) * (row[k] ?? 0);
      }
    }
    const step = solve(curve, gradient);
    for (let j = 0; j < size; j++) w[j] = (w[j] ?? 0) - (step[j] ?? 0);
    if (step.every((x) => Math.abs(x) < 1e-9)) break;
  }
  const rounded = w.map((x) => Math.round(x * 1000) / 1000);
  return {
    bias: rounded.at(-1) ?? 0,
    weights: new Map(names.map((name, j) => [name, rounded[j] ?? 0] as const)),
  };
}

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
