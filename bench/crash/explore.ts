import { randomIntegers } from '../model/latency/prng.ts';
import { coveredUnits } from './checksummed.ts';
import type { CrashLog } from './log.ts';
import { crashPoints, type Tearing } from './media.ts';
import { outcomeOf } from './outcome.ts';
import { type Journal, journalOf, reader } from './reads.ts';
import type { Recovered } from './report.ts';
import { type Fate, PointSearch, type Question } from './search.ts';

/** What was recorded once and is crashed everywhere. */
export interface Subject {
  readonly fs: string;
  /** Bytes of the file system's device. */
  readonly size: number;
  /** Mount options of recovery. */
  readonly options: string;
  readonly log: CrashLog;
  /** Text of each promise, in order. */
  readonly promises: readonly string[];
  /** Writes that the kernel asked the device to keep whole (REQ_ATOMIC), where it listed its requests. */
  readonly atomicRequests?: number;
  /** Words of the oracle inside the guest, and files that it needs there. */
  readonly oracle: readonly string[];
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

export interface Asked {
  readonly subject: number;
  readonly question: Question;
}

/** Has images recovered, in order. */
export type Recover = (asked: readonly Asked[]) => Promise<readonly Recovered[]>;

/** What the search of one subject under one tearing found. */
export interface Explored {
  readonly subject: number;
  readonly tearing: Tearing;
  readonly points: number;
  /** Every image that was tried, with what became of it. */
  readonly images: readonly Tried[];
  /** Reachable images, as the power of two: what would have to be tried without reduction. */
  readonly reachableLog2: number;
  /** Classes of damaged log records of which some were tried for all: their recoveries wrote the same. */
  readonly merged: number;
  /** Crash points whose search ended. */
  readonly ended: number;
  readonly complete: boolean;
}

export interface Tried {
  readonly question: Question;
  readonly found: Recovered;
}

export interface ExploreOptions {
  readonly tearings: readonly Tearing[];
  /** Images at one crash point before its search gives up being complete. */
  readonly budget: number;
  /** Images that are then tried; the budget unless told. */
  readonly sample?: number | undefined;
  readonly seed: number;
  /** Units that one checksum covers: of the formats known, unless told. */
  readonly covered?: typeof coveredUnits;
  readonly progress?: ((line: string) => void) | undefined;
}

interface Open {
  readonly subject: number;
  readonly tearing: Tearing;
  readonly search: PointSearch;
}

/**
 * Searches every crash of every subject. All open questions of all of them are recovered together, so that
 * one boot serves many; equal images of a subject are recovered once.
 */
export async function exploreCrashes(
  subjects: readonly Subject[],
  recover: Recover,
  options: ExploreOptions,
): Promise<Explored[]> {
  const searches = subjects.flatMap(({ fs, log }, subject) =>
    options.tearings.flatMap((tearing) =>
      crashPoints(log, tearing).map((point, index): Open => {
        const { budget, sample = budget } = options;
        // Of the point alone, so that every approach is sampled alike.
        const random = uniform(options.seed * 100_003 + index);
        const covered = (options.covered ?? coveredUnits)(fs, log, point);
        return {
          subject,
          tearing,
          search: new PointSearch(point, { budget, sample }, random, covered),
        };
      }),
    ),
  );
  const known: Map<string, Recovered>[] = subjects.map(() => new Map());
  const journals = subjects.map(({ log }) => journalOf(log));
  for (let round = 1; ; round++) {
    const asked = questionsOf(searches, known);
    if (asked.length > 0) {
      options.progress?.(`crash: round ${round}, ${asked.length} images to recover`);
      const found = await recover(asked);
      for (const [index, { subject, question }] of asked.entries()) {
        const one = found[index];
        if (!one) throw new Error('an image without a result');
        known[subject]?.set(question.key, one);
      }
    }
    const open = searches.filter(({ search }) => search.questions.length > 0);
    if (open.length === 0) break;
    for (const { subject, search } of open)
      search.answer(readsIn(known, journals, subject), fatesIn(known, subject));
  }
  return gathered(subjects.length, searches, known, options.tearings);
}

function questionsOf(
  searches: readonly Open[],
  known: readonly ReadonlyMap<string, Recovered>[],
): Asked[] {
  const asked = new Map<string, Asked>();
  for (const { subject, search } of searches) {
    for (const question of search.questions) {
      if (known[subject]?.has(question.key)) continue;
      asked.set(`${subject} ${question.key}`, { subject, question });
    }
  }
  return [...asked.values()].sort((a, b) => a.subject - b.subject);
}

function readsIn(
  known: readonly ReadonlyMap<string, Recovered>[],
  journals: readonly (Journal | null)[],
  subject: number,
) {
  return (key: string) => {
    const found = known[subject]?.get(key);
    if (!found) throw new Error('a question without an answer');
    return reader(found, journals[subject] ?? null);
  };
}

function fatesIn(known: readonly ReadonlyMap<string, Recovered>[], subject: number): Fate {
  return (key) => {
    const found = known[subject]?.get(key);
    if (!found) throw new Error('a class with an image that was not recovered');
    const { wrote, left, lost, broken, kept, words, checker } = found;
    // The same bytes in the same places: what is left of the damaged record is all that differs.
    return JSON.stringify([outcomeOf(found), wrote, left, lost, broken, kept, words, checker]);
  };
}

function gathered(
  subjects: number,
  searches: readonly Open[],
  known: readonly ReadonlyMap<string, Recovered>[],
  tearings: readonly Tearing[],
): Explored[] {
  return Array.from({ length: subjects }, (_, subject) => subject).flatMap((subject) =>
    tearings.map((tearing) => {
      const own = searches.filter((open) => open.subject === subject && open.tearing === tearing);
      const images = new Map<string, Tried>();
      let reachable = 0;
      for (const { search } of own) {
        const { point } = search;
        reachable +=
          2 ** point.units.reduce((sum, { options }) => sum + Math.log2(options.length), 0);
        for (const question of search.images.values()) {
          const found = known[subject]?.get(question.key);
          if (found && !images.has(question.key)) images.set(question.key, { question, found });
        }
      }
      return {
        subject,
        tearing,
        points: own.length,
        images: [...images.values()],
        reachableLog2: Math.log2(reachable),
        merged: own.reduce((sum, { search }) => sum + search.merged, 0),
        ended: own.filter(({ search }) => search.complete).length,
        complete: own.every(({ search }) => search.complete),
      };
    }),
  );
}

function uniform(seed: number): () => number {
  const next = randomIntegers(seed);
  return () => next(1 << 30) / (1 << 30);
}
