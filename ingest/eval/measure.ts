import type { Annotation } from './annotation.ts';
import type { Assigned } from './match.ts';

/** In the order of `score.py`, which decides nothing but the order of output. */
export const kinds = ['position', 'claim', 'issue', 'evidence', 'decision', 'requirement'] as const;
export const stances = ['supports', 'disputes', 'neutral'] as const;

/** Of the statement, of its kind and of its stance; null where nothing is there to be measured. */
export type Measures = ReturnType<typeof measure>;

/** The measures of `score.py`, rounded to four digits as it rounds. */
export function measure(
  gold: readonly Pick<Annotation, 'kind' | 'stance'>[],
  assigned: readonly (Assigned | null)[],
  stray: readonly string[],
) {
  const pairs = gold.map((g, i) => ({ g: g.kind as string, p: assigned[i]?.kind ?? 'none' }));
  const count = (of: (pair: { g: string; p: string }) => boolean) => pairs.filter(of).length;
  const tp = count(({ g, p }) => g !== 'none' && p !== 'none');
  const fp = count(({ g, p }) => g === 'none' && p !== 'none');
  const fn = count(({ g, p }) => g !== 'none' && p === 'none');
  const statement = score(tp, fp + stray.length, fn);
  const perKind = Object.fromEntries(
    kinds.map((kind) => {
      const hit = count(({ g, p }) => g === kind && p === kind);
      const wrong =
        count(({ g, p }) => g !== kind && p === kind) + stray.filter((s) => s === kind).length;
      const missed = count(({ g, p }) => g === kind && p !== kind);
      return [
        kind,
        { ...rounded(score(hit, wrong, missed)), support: hit + missed, predicted: hit + wrong },
      ];
    }),
  );
  return {
    statement: { ...rounded(statement), precisionMatchedOnly: round4(score(tp, fp, fn).precision) },
    kind: {
      macroF1: macroF1(perKind),
      accuracyWithNone: round4(count(({ g, p }) => g === p) / gold.length),
      perKind,
    },
    stance: stanceMeasures(gold, assigned),
  };
}

function stanceMeasures(
  gold: readonly Pick<Annotation, 'kind' | 'stance'>[],
  assigned: readonly (Assigned | null)[],
) {
  const pairs = gold.flatMap((g, i) => {
    const a = assigned[i];
    return g.kind !== 'none' && a && a.kind !== 'none'
      ? [{ g: g.stance as string, p: a.stance }]
      : [];
  });
  const perStance = Object.fromEntries(
    stances.map((stance) => {
      const hit = pairs.filter(({ g, p }) => g === stance && p === stance).length;
      const wrong = pairs.filter(({ g, p }) => g !== stance && p === stance).length;
      const missed = pairs.filter(({ g, p }) => g === stance && p !== stance).length;
      return [stance, { f1: round4(score(hit, wrong, missed).f1), support: hit + missed }];
    }),
  );
  return {
    accuracy:
      pairs.length === 0 ? null : round4(pairs.filter(({ g, p }) => g === p).length / pairs.length),
    macroF1: macroF1(perStance),
    perStance,
    n: pairs.length,
  };
}

function score(tp: number, fp: number, fn: number) {
  const precision = tp + fp > 0 ? tp / (tp + fp) : 0;
  const recall = tp + fn > 0 ? tp / (tp + fn) : 0;
  const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
  return { precision, recall, f1 };
}

const rounded = (s: ReturnType<typeof score>) => ({
  precision: round4(s.precision),
  recall: round4(s.recall),
  f1: round4(s.f1),
});

/** The mean over labels that were annotated at all. */
function macroF1(
  perLabel: Readonly<Record<string, { readonly f1: number; readonly support: number }>>,
): number | null {
  const known = Object.values(perLabel).filter(({ support }) => support > 0);
  if (known.length === 0) return null;
  return round4(known.reduce((sum, { f1 }) => sum + f1, 0) / known.length);
}

/** Python's `round(x, 4)`: nearest by exact value; the only exact ties are odd multiples of 1/32. */
export function round4(x: number): number {
  const tie = Number.isInteger(x * 32) && Math.abs((x * 32) % 2) === 1;
  if (!tie) return Number(x.toFixed(4));
  const below = Math.floor(x * 10000);
  return (below % 2 === 0 ? below : below + 1) / 10000;
}
