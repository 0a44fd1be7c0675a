import type { SequenceSurvival } from '../../data/schema/survival.ts';
import type { Explored } from './explore.ts';
import { outcomeOf, outcomes } from './outcome.ts';
import type { Sequence } from './record-sequences.ts';
import { brokenSyncs } from './sync-promise.ts';

/** Sums up what a search found of one sequence. */
export function survivalOf(
  { operations, prefixes }: Sequence,
  { images, points, complete }: Explored,
): SequenceSurvival {
  const found = new Map<string, Set<number>>();
  const broken = new Map<string, { operation: string; state: string }>();
  for (const { question, found: recovered } of images) {
    const state = recovered.kept[0];
    if (state === undefined) continue;
    found.set(state, (found.get(state) ?? new Set()).add(question.promised));
    for (const operation of brokenSyncs(operations, prefixes, question.promised, state))
      broken.set(`${operation} ${state}`, { operation, state });
  }
  const kinds = images.map(({ found: recovered }) => outcomeOf(recovered));
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  const states = [...found]
    .map(([state, after]) => ({
      state,
      prefix: prefixes.includes(state) ? prefixes.lastIndexOf(state) : null,
      after: [...after].sort((a, b) => a - b),
    }))
    .sort((a, b) => (a.prefix ?? 99) - (b.prefix ?? 99) || (a.state < b.state ? -1 : 1));
  return {
    operations: operations.map(({ name }) => name),
    prefixes: [...prefixes],
    crashPoints: points,
    images: images.length,
    complete,
    outcomes: Object.fromEntries(
      outcomes.map((kind) => [kind, count(kind)]),
    ) as SequenceSurvival['outcomes'],
    found: states,
    broken: [...broken.values()],
  };
}
