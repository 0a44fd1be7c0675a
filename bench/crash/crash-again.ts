import { sha256 } from '../../data/schema/hash.ts';
import {
  type Explored,
  type ExploreOptions,
  exploreCrashes,
  type Recover,
  type Subject,
  type Tried,
} from './explore.ts';
import type { CrashEvent } from './log.ts';
import { ended } from './report.ts';

/** Crashes during the recovery of images that a search tried. */
export interface CrashedAgain {
  /** Recoveries that were crashed: of those that wrote the same, one. */
  readonly recoveries: number;
  /** Recoveries that wrote something. */
  readonly writing: number;
  readonly points: number;
  readonly images: readonly Tried[];
  readonly complete: boolean;
}

export type RecordRecoveries = (
  subjects: readonly Subject[],
  asked: readonly { readonly subject: number; readonly question: Tried['question'] }[],
) => Promise<readonly (Subject | null)[]>;

/**
 * Records the recoveries of what a search tried, and searches every crash of each; deeper, the recoveries
 * of those. In the order of `explored`.
 * @param depth Crashes after the first; 0 for none.
 */
export async function crashAgain(
  subjects: readonly Subject[],
  explored: readonly Explored[],
  depth: number,
  tools: {
    readonly record: RecordRecoveries;
    readonly recoverOf: (subjects: readonly Subject[]) => Recover;
  },
  options: ExploreOptions,
): Promise<CrashedAgain[]> {
  const results: CrashedAgain[] = explored.map(() => ({
    recoveries: 0,
    writing: 0,
    points: 0,
    images: [],
    complete: true,
  }));
  let level = explored.map((one, origin) => ({ one, origin, subject: subjects[one.subject] }));
  for (let deep = 0; deep < depth && level.length > 0; deep++) {
    const asked = level.flatMap(({ one, origin, subject }) =>
      subject
        ? one.images
            .filter(({ found }) => ended(found)) // its guest would record no other either
            .map(({ question }) => ({ origin, subject, question }))
        : [],
    );
    const owners = [...new Set(asked.map(({ subject }) => subject))];
    const recorded = await tools.record(
      owners,
      asked.map(({ subject, question }) => ({ subject: owners.indexOf(subject), question })),
    );
    const distinct = new Map<string, { origin: number; subject: Subject }>();
    for (const [index, subject] of recorded.entries()) {
      const origin = asked[index]?.origin ?? 0;
      if (!subject) continue;
      add(results, origin, { writing: 1 });
      const key = `${origin} ${keyOf(subject.log.events)}`;
      if (distinct.has(key)) continue;
      add(results, origin, { recoveries: 1 });
      distinct.set(key, { origin, subject });
    }
    const again = [...distinct.values()];
    const found = await exploreCrashes(
      again.map(({ subject }) => subject),
      tools.recoverOf(again.map(({ subject }) => subject)),
      options,
    );
    level = found.flatMap((one) => {
      const of = again[one.subject];
      return of ? [{ one, ...of }] : [];
    });
    for (const { one, origin } of level)
      add(results, origin, { points: one.points, images: one.images, complete: one.complete });
  }
  return results;
}

function add(results: CrashedAgain[], at: number, more: Partial<CrashedAgain>): void {
  const before = results[at];
  if (!before) return;
  results[at] = {
    recoveries: before.recoveries + (more.recoveries ?? 0),
    writing: before.writing + (more.writing ?? 0),
    points: before.points + (more.points ?? 0),
    images: [...before.images, ...(more.images ?? [])],
    complete: before.complete && (more.complete ?? true),
  };
}

/** Equal for recoveries that wrote and flushed the same, in the same order. */
function keyOf(events: readonly CrashEvent[]): string {
  return sha256(
    events
      .map((event) =>
        event.kind === 'write'
          ? `${event.at} ${event.through} ${event.bytes.toString('latin1')}`
          : JSON.stringify(event),
      )
      .join('\n'),
  );
}
