import type { MarkedThread } from './marked-thread.ts';
import { figure, gradeOf, meanScore, type RankScore, scoreRanking, top } from './salience-score.ts';

/** How alike two readers mark one thread. */
export interface Agreement extends RankScore {
  readonly subject: string;
  /** Statements by the first reader's grade (0 to 3), then by the second's. */
  readonly grades: readonly (readonly number[])[];
}

const levels = 4;

/**
 * Scores the second reader's order of each thread that two have read against the first one's marks, as a
 * machine's order is scored: the first fifteen as placed, then the rest by grade.
 */
export function agreements(readings: readonly MarkedThread[]): readonly Agreement[] {
  return [...Map.groupBy(readings, ({ id }) => id).values()].flatMap(([one, other]) => {
    if (!one || !other || other.marks.every(({ place }) => place === null)) return [];
    const last = top + 1;
    const order = other.marks.toSorted(
      (a, b) => (a.place ?? last) - (b.place ?? last) || b.grade - a.grade,
    );
    const grades = Array.from({ length: levels }, () => new Array<number>(levels).fill(0));
    for (const claim of one.text.flatMap(({ claims }) => claims)) {
      const row = grades[gradeOf(claim, one.marks)];
      const column = gradeOf(claim, other.marks);
      if (row) row[column] = (row[column] ?? 0) + 1;
    }
    return [{ subject: one.subject, grades, ...scoreRanking(order, one.marks) }];
  });
}

/** Cohen's kappa with quadratic weights (Cohen 1968), 1 where two readers agree on every grade. */
export function weightedKappa(grades: readonly (readonly number[])[]): number {
  const rows = grades.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = grades.map((_, j) => grades.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const all = rows.reduce((a, b) => a + b, 0);
  let seen = 0;
  let byChance = 0;
  for (const [i, row] of grades.entries())
    for (const [j, n] of row.entries()) {
      seen += n * (i - j) ** 2;
      byChance += (((rows[i] ?? 0) * (columns[j] ?? 0)) / all) * (i - j) ** 2;
    }
  return byChance === 0 ? 1 : 1 - seen / byChance;
}

/** The confusion of all threads together. */
export const pooled = (all: readonly Agreement[]): readonly (readonly number[])[] =>
  Array.from({ length: levels }, (_, i) =>
    Array.from({ length: levels }, (_, j) =>
      all.reduce((sum, { grades }) => sum + (grades[i]?.[j] ?? 0), 0),
    ),
  );

/** One line a thread, then the means; empty where no thread was read twice. */
export function agreementText(all: readonly Agreement[]): string {
  if (all.length === 0) return '';
  const line = (name: string, { recall, averagePrecision }: RankScore, kappa: number) =>
    `  ${name.slice(0, 60).padEnd(60)} recall ${figure(recall)}  average precision ${figure(averagePrecision)}  kappa ${kappa.toFixed(2)}\n`;
  return [
    "the second reader's order by the first one's marks\n",
    ...all.map((a) => line(a.subject, a, weightedKappa(a.grades))),
    line(
      `mean of ${all.length} threads; kappa of all statements`,
      meanScore(all),
      weightedKappa(pooled(all)),
    ),
  ].join('');
}
