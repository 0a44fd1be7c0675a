import { statesWord } from '../../data/schema/hypothesis.ts';
import type { Verdict, VerdictValue } from '../../data/schema/verdict.ts';
import { hypothesis } from './data.ts';
import { count, grouped } from './format.ts';
import { settings } from './names.ts';

/** A verdict is a mark and a word, never a colour alone. */
export const marks: Readonly<Record<VerdictValue, string>> = {
  supported: '●',
  refuted: '✕',
  conditional: '◐',
  inconclusive: '≈',
  untested: '○',
  judgement: '¶',
};

/** `model, 41,208 crash states` or `guest, 3 runs`. */
export function scopeOf(verdict: Verdict): string {
  if (verdict.states > 0) {
    const words = statesWord(hypothesis(verdict.hypothesis) ?? { predicate: '' });
    return `${verdict.scope}, ${grouped(verdict.states)} ${words}`;
  }
  const samples = verdict.effect?.samples;
  if (samples !== undefined) return `${verdict.scope}, ${count(samples, 'sample')}`;
  const runs = new Set(verdict.evidence.map((piece) => piece.run)).size;
  return runs === 0 ? verdict.scope : `${verdict.scope}, ${runs} ${runs === 1 ? 'run' : 'runs'}`;
}

/** The conditions of a verdict, empty where it has none. */
export const conditionsOf = (verdict: Verdict): string => settings(verdict.conditions);
