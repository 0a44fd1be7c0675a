import type { Conditions } from '../../../data/schema/scope.ts';
import type { VerdictValue } from '../../../data/schema/verdict.ts';
import type { EvaluatedCase, Outcome } from './evaluate-case.ts';

interface Side {
  readonly when: Conditions;
  readonly verdict: VerdictValue;
}

/** How the algorithm came to a verdict, one sentence for the reader. */
export function because(
  verdict: VerdictValue,
  cases: readonly EvaluatedCase[],
  split: readonly Side[],
): string {
  const count = (outcome: Outcome) => cases.filter((one) => one.outcome === outcome).length;
  const total = plural(cases.length, 'case');
  switch (verdict) {
    case 'supported':
      return `The predicate is true in ${all(cases.length)}.`;
    case 'refuted':
      return `The predicate is false in ${all(cases.length)}.`;
    case 'conditional':
      return `Of ${total} the predicate is true in ${count('for')} and false in ${count('against')}; ${axesOf(split)} ${split.some(({ when }) => Object.keys(when).length > 1) ? 'together decide' : 'decides'} which.`;
    case 'inconclusive':
      return `Of ${total} the predicate is true in ${count('for')}, false in ${count('against')} and open in ${count('open')}: ${reasons(cases)}.`;
    case 'untested':
      return 'No committed run has what the predicate asks for.';
    case 'judgement':
      return 'No experiment can decide it.';
  }
}

function reasons(cases: readonly EvaluatedCase[]): string {
  const notes = [...new Set(cases.map(({ note }) => note).filter((note) => note !== ''))];
  return notes.length > 0 ? notes.join('; ') : 'no condition separates the two sides';
}

function axesOf(split: readonly Side[]): string {
  const axes = [...new Set(split.flatMap(({ when }) => Object.keys(when)))];
  return axes.length > 1 ? `${axes.slice(0, -1).join(', ')} and ${axes.at(-1)}` : (axes[0] ?? '');
}

const all = (count: number) => (count === 1 ? 'the one case tried' : `all ${count} cases tried`);
const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
