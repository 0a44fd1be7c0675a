import { kinds, type Measures, stances } from './measure.ts';
import type { Score } from './score.ts';

const number = (x: number | null) => (x === null ? '   -  ' : x.toFixed(4));

/** One line of figures: what CI logs and papers compare. */
export function scoreLine(name: string, { kind, stance, statement }: Measures): string {
  return `${name.padEnd(22)} kind macro-F1 ${number(kind.macroF1)}  stance macro-F1 ${number(stance.macroF1)}  stance accuracy ${number(stance.accuracy)}  statement F1 ${number(statement.f1)}\n`;
}

/** The whole score as text: figures, per kind, per stance, confusion, baselines. */
export function scoreText(score: Score): string {
  const perKind = kinds.map((kind) => {
    const of = score.kind.perKind[kind];
    return of
      ? `  ${kind.padEnd(12)} precision ${number(of.precision)}  recall ${number(of.recall)}  F1 ${number(of.f1)}  annotated ${of.support}  predicted ${of.predicted}\n`
      : '';
  });
  const perStance = stances.map((stance) => {
    const of = score.stance.perStance[stance];
    return of ? `  ${stance.padEnd(12)} F1 ${number(of.f1)}  annotated ${of.support}\n` : '';
  });
  return [
    scoreLine('extracted', score),
    ...perKind,
    ...perStance,
    scoreLine('baseline all claim', score.baselines.allClaim.measures),
    scoreLine('baseline majority', score.baselines.majority.measures),
    confusionText(score.confusion),
    `covered ${score.counts.goldCovered} of ${score.counts.gold} annotated statements; ${score.counts.unmatchedPredictions} predictions cover none\n`,
  ].join('');
}

function confusionText(table: Score['confusion']): string {
  const labels = [...kinds, 'none'];
  const cell = (text: string | number) => String(text).slice(0, 8).padStart(9);
  const head = `${'annotated \\ said'.padEnd(16)}${labels.map(cell).join('')}\n`;
  return (
    head +
    labels
      .map((g) => `${g.padEnd(16)}${labels.map((p) => cell(table[g]?.[p] ?? 0)).join('')}\n`)
      .join('')
  );
}
