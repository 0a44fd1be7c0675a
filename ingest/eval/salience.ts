import type { Claim } from '../../data/schema/claim.ts';
import { fitSalience, type Lesson, type SalienceModel } from '../salience/fit.ts';
import { bySalience, rated } from '../salience/rank.ts';
import { signalsOf } from '../salience/signals.ts';
import type { MarkedThread } from './marked-thread.ts';
import { gradeOf, type RankScore, scoreRanking } from './salience-score.ts';

/** Scores of one thread by name of the order. */
export interface ThreadScore {
  readonly subject: string;
  readonly statements: number;
  readonly marked: number;
  readonly orders: Readonly<Record<string, RankScore>>;
}

/** Orders that need no model, to compare with. */
const baselines: Readonly<Record<string, (claims: readonly Claim[]) => readonly Claim[]>> = {
  'longest first': (claims) => claims.toSorted((a, b) => b.text.length - a.text.length),
  'first of each message': (claims) => {
    const rank = new Map<Claim, number>();
    for (const own of Map.groupBy(claims, ({ messageId }) => messageId).values())
      for (const [i, claim] of own.entries()) rank.set(claim, i);
    return claims.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  },
  'as extracted': (claims) => claims,
};

/** @param model what ranks each thread */
export function evaluateSalience(
  threads: readonly MarkedThread[],
  model: (thread: MarkedThread) => SalienceModel,
): readonly ThreadScore[] {
  return threads.map((thread) => {
    const claims = thread.text.flatMap((spoken) => spoken.claims);
    const ranked = [...rated(thread.text, model(thread)).values()].sort(bySalience);
    return {
      subject: thread.subject,
      statements: claims.length,
      marked: thread.marks.length,
      orders: Object.fromEntries([
        ['salience', scoreRanking(ranked, thread.marks)],
        ...Object.entries(baselines).map(([name, order]) => [
          name,
          scoreRanking(order(claims), thread.marks),
        ]),
      ]),
    };
  });
}

/** Each thread ranked by a model that never saw it. */
export function crossValidateSalience(threads: readonly MarkedThread[]): readonly ThreadScore[] {
  return evaluateSalience(threads, (held) =>
    fitSalience(salienceLessons(threads.filter((thread) => thread !== held))),
  );
}

/** What a grade is worth: 1 is better than nothing, and 2 nearly 3. */
const worth = [0, 0.35, 0.8, 1] as const;

export function salienceLessons(threads: readonly MarkedThread[]): readonly Lesson[] {
  return threads.flatMap(({ subject, text, marks }) => {
    const signals = signalsOf(text);
    const claims = text.flatMap((spoken) => spoken.claims);
    return claims.map((claim) => ({
      signals: signals.get(claim.id) ?? new Map(),
      matters: worth[gradeOf(claim, marks)] ?? 0,
      thread: subject,
    }));
  });
}

/** Means over threads by order; a thread without a mark of the grade counts in none. */
export function meanScores(scores: readonly ThreadScore[]): Readonly<Record<string, RankScore>> {
  const names = Object.keys(scores[0]?.orders ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const all = scores.flatMap(({ orders }) => orders[name] ?? []);
      return [
        name,
        {
          recall: mean(all.map(({ recall }) => recall)),
          averagePrecision: mean(all.map(({ averagePrecision }) => averagePrecision)),
        },
      ];
    }),
  );
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
}

const figure = (x: number | null) => (x === null ? '  - ' : x.toFixed(2));
const line = (name: string, { recall, averagePrecision }: RankScore) =>
  `  ${name.padEnd(22)} recall of grade 3 in the first 15 ${figure(recall)}  average precision ${figure(averagePrecision)}\n`;

/** Figures by thread, then their means. */
export function salienceScoreText(scores: readonly ThreadScore[]): string {
  const threads = scores.map(({ subject, statements, marked, orders }) =>
    [
      `${subject.slice(0, 90)}: ${marked} marked of ${statements}\n`,
      ...Object.entries(orders).map(([name, score]) => line(name, score)),
    ].join(''),
  );
  const means = Object.entries(meanScores(scores)).map(([name, score]) => line(name, score));
  return [...threads, `mean of ${scores.length} threads\n`, ...means].join('');
}
