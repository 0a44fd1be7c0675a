import type { Experiment } from '../../../data/schema/experiment.ts';
import { fixed, type Hypothesis } from '../../../data/schema/hypothesis.ts';
import type { Metric } from '../../../data/schema/metric.ts';
import type { Conditions, Scope } from '../../../data/schema/scope.ts';
import type { Verdict, VerdictCase, VerdictValue } from '../../../data/schema/verdict.ts';
import type { EvidenceRow } from '../evidence-row.ts';
import type { CheckedPredicate } from '../predicate/check-types.ts';
import { because } from './because.ts';
import { casesOf, rowsOfInterest } from './cases.ts';
import { crossoversOf } from './crossover.ts';
import { effectOf, quotientOf } from './effect.ts';
import { type EvaluatedCase, evaluateCase, type Outcome } from './evaluate-case.ts';
import { evidenceOf, rowRefs, statesOf } from './evidence.ts';
import { withLost } from './lost-cases.ts';
import { type Decided, splitOf } from './split.ts';

export interface Question {
  readonly hypothesis: Hypothesis;
  readonly experiment: Experiment;
  readonly predicate: CheckedPredicate;
  /** `requires` of the experiment: where it does not hold, a case says nothing. */
  readonly control?: CheckedPredicate;
  readonly metrics: ReadonlyMap<string, Metric>;
}

/**
 * What evidence says about a hypothesis in one scope; docs/verdicts.md tells it in prose. Rows of
 * other experiments or scopes are ignored: scopes never mix.
 */
export function decide(
  question: Question,
  evidence: readonly EvidenceRow[],
  scope: Scope,
): Verdict {
  const { hypothesis, predicate, metrics } = question;
  const admitted = evidence.filter(
    ({ run }) => run.substrate === scope && run.experiment === hypothesis.experiment,
  );
  const rows = rowsOfInterest(predicate.node, admitted, hypothesis.conditions);
  const controls = question.control
    ? { control: question.control, rows: rowsOfInterest(question.control.node, admitted, {}) }
    : null;
  const found = casesOf(rows, predicate.consumed)
    .flatMap((when) => evaluateCase(hypothesis, predicate, rows, metrics, when) ?? [])
    .map((one) => controlled(one, controls, question));
  const cases = withLost(found, admitted, hypothesis.conditions, predicate.consumed);
  const { verdict, split } = judged(cases);
  const crossovers = crossoversOf(
    predicate.node,
    hypothesis.minimumEffect,
    cases.flatMap(({ comparisons }) => comparisons),
  );
  return {
    hypothesis: hypothesis.id,
    claims: hypothesis.claims.map(({ id }) => id),
    scope,
    verdict,
    conditions: { ...constant(cases), ...fixed(hypothesis.conditions) },
    split: [...split],
    states: statesOf(cases),
    effect: effectOf(cases),
    evidence: evidenceOf(cases),
    cases: cases.map(publishedCase),
    ...(crossovers.length > 0 && { crossovers: [...crossovers] }),
    because: because(verdict, cases, split),
    reproduce: `./warrant verify ${hypothesis.id} --substrate ${scope}`,
  };
}

/** A case whose control is not met is open, whatever its predicate came to. */
function controlled(
  one: EvaluatedCase,
  controls: { readonly control: CheckedPredicate; readonly rows: readonly EvidenceRow[] } | null,
  { hypothesis, experiment, metrics }: Question,
): EvaluatedCase {
  if (!controls) return one;
  const met = evaluateCase(hypothesis, controls.control, controls.rows, metrics, one.when);
  if (met?.outcome === 'for') return one;
  return { ...one, outcome: 'open', note: `the control is not met: ${experiment.requires}` };
}

function publishedCase(one: EvaluatedCase): VerdictCase {
  const { when, outcome, deciding, rows, note } = one;
  return {
    when,
    outcome,
    metric: deciding?.metric ?? null,
    operator: deciding?.operator ?? null,
    left: finite(deciding?.left),
    right: finite(deciding?.right),
    quotient: deciding && quotientOf(deciding),
    states: statesOf([one]),
    rows: rowRefs(rows),
    runs: [...new Set(rows.map(({ run }) => run.id))],
    note,
  };
}

interface Judged {
  readonly verdict: VerdictValue;
  readonly split: readonly { readonly when: Conditions; readonly verdict: VerdictValue }[];
}

const verdictOf: Readonly<Record<Outcome, VerdictValue>> = {
  for: 'supported',
  against: 'refuted',
  open: 'inconclusive',
};

function judged(cases: readonly EvaluatedCase[]): Judged {
  const outcomes = new Set(cases.map(({ outcome }) => outcome));
  const [only] = outcomes;
  if (only === undefined) return { verdict: 'untested', split: [] };
  if (outcomes.size === 1) return { verdict: verdictOf[only], split: [] };
  const found = splitOf(cases);
  const split = (found ?? []).map(({ when, outcome }: Decided<Outcome>) => ({
    when,
    verdict: verdictOf[outcome],
  }));
  // Mixed evidence that no condition separates says nothing yet; nor does support with gaps in it.
  const conditional = found !== null && outcomes.has('for') && outcomes.has('against');
  return { verdict: conditional ? 'conditional' : 'inconclusive', split };
}

/** Axes that have one value in every case: they belong to the verdict's conditions. */
function constant(cases: readonly EvaluatedCase[]): Conditions {
  const [first] = cases;
  if (!first) return {};
  return Object.fromEntries(
    Object.entries(first.when).filter(([axis, value]) =>
      cases.every(({ when }) => when[axis] === value),
    ),
  );
}

const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;
