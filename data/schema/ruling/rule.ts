import type { CuratedClaim } from '../claim.ts';
import type { Edge, Hypothesis } from '../hypothesis.ts';
import type { Axis } from '../metric.ts';
import { Scope } from '../scope.ts';
import type { Verdict } from '../verdict.ts';
import { findingOf, type ScopeFinding } from './finding.ts';
import type { Exhibit, Ruling, RulingWord, SignedVerdict } from './ruling.ts';
import { unheard } from './ruling.ts';
import { regionText, sentence } from './sentence.ts';
import { bearing, partOf, type SignedCase, signedCases } from './signed-case.ts';

/** A hypothesis that names a claim, how it bears on it, and its published verdicts. */
export interface Witness {
  readonly hypothesis: Hypothesis;
  readonly edge: Edge;
  readonly verdicts: readonly Verdict[];
}

/** Picks what to look at, from the counted cases of a ruling; those on the side of its word first. */
export type Choose = (cases: readonly SignedCase[]) => Exhibit | null;

/** Everything that names a claim, in the order of the hypotheses. */
export function witnessesOf(
  claim: Pick<CuratedClaim, 'id'>,
  hypotheses: readonly Hypothesis[],
  verdicts: readonly Verdict[],
): readonly Witness[] {
  return hypotheses.flatMap((hypothesis) =>
    hypothesis.claims
      .filter(({ id }) => id === claim.id)
      .map((edge) => ({
        hypothesis,
        edge,
        verdicts: verdicts.filter((one) => one.hypothesis === hypothesis.id),
      })),
  );
}

/** The ruling on a claim, by the rules of docs/verdicts.md. Scopes are judged apart and told together. */
export function rule(
  claim: Pick<CuratedClaim, 'judgement'>,
  witnesses: readonly Witness[],
  axes: readonly Axis[],
  choose: Choose,
): Ruling {
  if (witnesses.length === 0) return unheard(claim.judgement);
  const verdicts = signedVerdicts(witnesses);
  if (claim.judgement !== undefined) return { ...unheard(claim.judgement), verdicts };
  const counting = witnesses.filter(({ hypothesis, edge }) => counts(hypothesis, edge));
  const findings = Scope.options.flatMap((scope) => scopeFinding(scope, counting));
  const word = wordOf(findings, axes);
  const side = word !== 'fails';
  const cases = findings.flatMap((one) => one.cases);
  return {
    word,
    sentence: sentence(findings, axes),
    scopes: findings.filter(({ says }) => says !== 'open').map(({ scope }) => scope),
    verdicts,
    exhibit: choose(cases.toSorted((a, b) => Number(b.holds === side) - Number(a.holds === side))),
  };
}

/** Context is shown only; what is true by construction says nothing of a claim. */
const counts = (hypothesis: Hypothesis, edge: Edge) =>
  edge.bears !== 'context' && !hypothesis.sanity;

function signedVerdicts(witnesses: readonly Witness[]): SignedVerdict[] {
  const order = (one: SignedVerdict) => (one.bears === 'context' ? 1 : 0);
  return witnesses
    .flatMap(({ hypothesis, edge, verdicts }) =>
      verdicts.map((verdict) => ({
        hypothesis: hypothesis.id,
        scope: verdict.scope,
        verdict: partOf(edge, verdict),
        bears: hypothesis.sanity ? ('context' as const) : edge.bears,
        where: edge.where,
      })),
    )
    .toSorted((a, b) => order(a) - order(b));
}

/** Nothing where no hypothesis that counts was asked in the scope. */
function scopeFinding(scope: Scope, witnesses: readonly Witness[]): ScopeFinding[] {
  const asked = witnesses.flatMap(({ hypothesis, edge, verdicts }) =>
    verdicts
      .filter((verdict) => verdict.scope === scope)
      .map((verdict) => ({ hypothesis, edge, verdict })),
  );
  if (asked.length === 0) return [];
  const cases = asked.flatMap(({ hypothesis, edge, verdict }) =>
    signedCases(hypothesis, edge, verdict),
  );
  const open = asked
    .flatMap(({ edge, verdict }) => bearing(edge, verdict))
    .filter(({ outcome }) => outcome === 'open').length;
  return [findingOf(scope, cases, open)];
}

/**
 * Scopes that agree give their word; one that separates its cases gives the condition. Scopes that
 * contradict each other outright, or cases that no condition separates, leave the claim open.
 */
function wordOf(findings: readonly ScopeFinding[], axes: readonly Axis[]): RulingWord {
  const said = new Set(findings.map(({ says }) => says).filter((says) => says !== 'open'));
  const separated = findings.find(({ says }) => says === 'where')?.separated;
  if (said.has('mixed') || said.size === 0) return 'open';
  if (separated)
    return `holds where ${separated.holds.map((region) => regionText(region, axes)).join('; or ')}`;
  if (said.size > 1) return 'open';
  return said.has('holds') ? 'holds' : 'fails';
}
