import type { Annotation } from './annotation.ts';
import { match, type Prediction } from './match.ts';
import { kinds, measure } from './measure.ts';

/** What `score.py` prints, and a confusion table beside it. */
export type Score = ReturnType<typeof score>;

/** Scores predictions against annotations; `bodies` holds each message's decoded body by id. */
export function score(
  gold: readonly Annotation[],
  predictions: readonly Prediction[],
  bodies: ReadonlyMap<string, string>,
) {
  const kept = predictions.filter(({ kind }) => kind !== 'none');
  const { assigned, stray, strayWhy } = match(gold, kept, bodies);
  const statements = gold.filter(({ kind }) => kind !== 'none');
  const majority = {
    kind: mostCommon(gold.map(({ kind }) => kind)),
    stance: mostCommon(statements.map(({ stance }) => stance)),
  };
  const base = (kind: string, stance: string) => ({
    kind,
    stance,
    measures: measure(
      gold,
      gold.map(() => ({ kind, stance })),
      [],
    ),
  });
  return {
    ...measure(gold, assigned, stray),
    counts: {
      gold: gold.length,
      goldStatements: statements.length,
      goldCovered: assigned.filter((a) => a !== null).length,
      predictions: kept.length,
      unmatchedPredictions: stray.length,
      unmatchedWhy: strayWhy,
    },
    baselines: {
      allClaim: base('claim', 'neutral'),
      majority: base(majority.kind, majority.stance),
    },
    confusion: confusion(
      gold,
      assigned.map((a) => a?.kind ?? 'none'),
    ),
  };
}

function mostCommon(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = '';
  for (const [value, n] of counts) if (n > (counts.get(best) ?? 0)) best = value;
  return best;
}

/** By annotated kind, how often each kind was predicted for it. */
function confusion(
  gold: readonly Annotation[],
  predicted: readonly string[],
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const labels = [...kinds, 'none'];
  return Object.fromEntries(
    labels.map((g) => [
      g,
      Object.fromEntries(
        labels.map((p) => [p, gold.filter((a, i) => a.kind === g && predicted[i] === p).length]),
      ),
    ]),
  );
}
