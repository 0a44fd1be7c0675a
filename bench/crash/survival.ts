import type { SequenceSurvival } from '../../data/schema/survival.ts';
import type { CrashedAgain } from './crash-again.ts';
import type { Explored, Tried } from './explore.ts';
import { outcomeOf, outcomes } from './outcome.ts';
import type { Sequence } from './record-sequences.ts';
import { brokenSyncs } from './sync-promise.ts';

/** Sums up what a search found of one sequence. */
export function survivalOf(
  { operations, prefixes }: Sequence,
  { images, points, complete }: Explored,
  again?: { readonly depth: number; readonly crashed: CrashedAgain },
): SequenceSurvival {
  const sequence = { operations, prefixes };
  const found = new Map<string, Set<number>>();
  for (const { question, found: recovered } of images) {
    const state = recovered.kept[0];
    if (state !== undefined)
      found.set(state, (found.get(state) ?? new Set()).add(question.promised));
  }
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
    outcomes: counted(images),
    found: states,
    broken: brokenIn(sequence, images),
    ...(again ? { again: againOf(sequence, found, again) } : {}),
  };
}

function againOf(
  sequence: Pick<Sequence, 'operations' | 'prefixes'>,
  before: ReadonlyMap<string, unknown>,
  { depth, crashed }: { readonly depth: number; readonly crashed: CrashedAgain },
): SequenceSurvival['again'] {
  const states = new Set(crashed.images.flatMap(({ found }) => found.kept.slice(0, 1)));
  return {
    depth,
    writing: crashed.writing,
    recoveries: crashed.recoveries,
    crashPoints: crashed.points,
    images: crashed.images.length,
    complete: crashed.complete,
    outcomes: counted(crashed.images),
    found: [...states].filter((state) => !before.has(state)).sort(),
    broken: brokenIn(sequence, crashed.images),
  };
}

function counted(images: readonly Tried[]): SequenceSurvival['outcomes'] {
  const kinds = images.map(({ found }) => outcomeOf(found));
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  return Object.fromEntries(
    outcomes.map((kind) => [kind, count(kind)]),
  ) as SequenceSurvival['outcomes'];
}

/** Syncs whose promise some image does not keep, with the state found. */
function brokenIn(
  { operations, prefixes }: Pick<Sequence, 'operations' | 'prefixes'>,
  images: readonly Tried[],
): SequenceSurvival['broken'] {
  const broken = new Map<string, { operation: string; state: string }>();
  for (const { question, found } of images) {
    const state = found.kept[0];
    if (state === undefined) continue;
    for (const operation of brokenSyncs(operations, prefixes, question.promised, state))
      broken.set(`${operation} ${state}`, { operation, state });
  }
  return [...broken.values()];
}
