import type { Claim } from '../../data/schema/claim.ts';
import { fitSalience, type Lesson, type SalienceModel } from '../salience/fit.ts';
import { bySalience, rated } from '../salience/rank.ts';
import { signalsOf } from '../salience/signals.ts';
import type { MarkedThread } from './marked-thread.ts';
import { figure, gradeOf, meanScore, type RankScore, scoreRanking } from './salience-score.ts';

/** Scores of one thread by name of the order. */
export interface ThreadScore {
  readonly subject: string;
  readonly reader: number;
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
      reader: thread.reader,
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

/** Each thread ranked by a model that never saw it, in no reader's marks. */
export function crossValidateSalience(threads: readonly MarkedThread[]): readonly ThreadScore[] {
  const taught = threads.map((thread) => ({ id: thread.id, lessons: salienceLessons([thread]) }));
  return evaluateSalience(threads, (held) =>
    fitSalience(taught.flatMap(({ id, lessons }) => (id === held.id ? [] : lessons))),
  );
}

/**
 * What a grade is worth by reader: 1 is better than nothing, and 2 nearly 3. The second marks three times as
 * much; each grade is worth what the first gave, in the mean, to the sentences that have it.
 */
const worth: Readonly<Record<number, readonly number[]>> = {
  1: [0, 0.35, 0.8, 1],
  2: [0, 0.1, 0.4, 0.9],
};

/** A reading has a bias of its own: readers differ in how much they mark. */
export function salienceLessons(threads: readonly MarkedThread[]): readonly Lesson[] {
  return threads.flatMap(({ id, reader, text, marks }) => {
    const signals = signalsOf(text);
    const claims = text.flatMap((spoken) => spoken.claims);
    return claims.map((claim) => ({
      signals: signals.get(claim.id) ?? new Map(),
      matters: (worth[reader] ?? worth[1])?.[gradeOf(claim, marks)] ?? 0,
      thread: `${id} ${reader}`,
    }));
  });
}

/** Means over threads by order. */
export function meanScores(scores: readonly ThreadScore[]): Readonly<Record<string, RankScore>> {
  const names = Object.keys(scores[0]?.orders ?? {});
  return Object.fromEntries(
    names.map((name) => [name, meanScore(scores.flatMap(({ orders }) => orders[name] ?? []))]),
  );
}

const line = (name: string, { recall, averagePrecision }: RankScore) =>
  `  ${name.padEnd(22)} recall of grade 3 in the first 15 ${figure(recall)}  average precision ${figure(averagePrecision)}\n`;

/** Figures by thread, then their means by reader. */
export function salienceScoreText(scores: readonly ThreadScore[]): string {
  const threads = scores.map(({ subject, reader, statements, marked, orders }) =>
    [
      `${subject.slice(0, 90)}: ${marked} of ${statements} marked by reader ${reader}\n`,
      ...Object.entries(orders).map(([name, score]) => line(name, score)),
    ].join(''),
  );
  const means = [...Map.groupBy(scores, ({ reader }) => reader)].map(([reader, own]) =>
    [
      `mean of ${own.length} threads, by the marks of reader ${reader}\n`,
      ...Object.entries(meanScores(own)).map(([name, score]) => line(name, score)),
    ].join(''),
  );
  return [...threads, ...means].join('');
}
