import { canonicalJson } from '../canonical.ts';
import type { Scope } from '../scope.ts';
import { type Separated, separate } from './separate.ts';
import type { SignedCase } from './signed-case.ts';

/** What the counted cases of one scope say together. */
export interface ScopeFinding {
  readonly scope: Scope;
  readonly says: 'holds' | 'fails' | 'where' | 'mixed' | 'open';
  readonly separated: Separated | null;
  readonly cases: readonly SignedCase[];
  /** Cases that count and were left open. */
  readonly open: number;
  /** Crash states behind the cases, each setting of an experiment once. */
  readonly states: number;
}

export function findingOf(scope: Scope, cases: readonly SignedCase[], open: number): ScopeFinding {
  const sides = new Set(cases.map(({ holds }) => holds));
  const separated = sides.size > 1 ? separate(cases) : null;
  const [only] = sides;
  const says =
    only === undefined
      ? 'open'
      : sides.size > 1
        ? separated
          ? 'where'
          : 'mixed'
        : only
          ? 'holds'
          : 'fails';
  return { scope, says, separated, cases, open, states: statesOf(cases) };
}

function statesOf(cases: readonly SignedCase[]): number {
  const settings = new Map<string, number>();
  for (const { hypothesis, conditions, of } of cases) {
    const key = `${hypothesis.experiment} ${canonicalJson(conditions)}`;
    settings.set(key, Math.max(settings.get(key) ?? 0, of.states));
  }
  return [...settings.values()].reduce((sum, states) => sum + states, 0);
}
