import type { Hypothesis } from '../../data/schema/hypothesis.ts';
import type { Exploration, Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import type { Verdict } from '../../data/schema/verdict.ts';
import { run } from './data.ts';
import { type Plot, plotsOf } from './plot.ts';

/** What of a verdict's runs its hypothesis is about. */
export interface Relevant {
  readonly explorations: readonly Exploration[];
  readonly measurements: readonly Measurement[];
  readonly plots: readonly Plot[];
}

/** Keeps the settings that match the hypothesis's conditions and the metrics its predicate names. */
export function relevant(hypothesis: Hypothesis, verdict: Verdict): Relevant {
  const runs = verdict.evidence.flatMap((piece) => run(piece.run) ?? []);
  const explorations = runs
    .flatMap((one) => one.explorations)
    .filter((one) => matches({ ...one.conditions, approach: one.approach }, hypothesis.conditions))
    .filter(
      (one) =>
        hypothesis.predicate.includes(one.invariant) ||
        !/survives|ordering|foreign|tree|atomic|deadlock/.test(hypothesis.predicate),
    )
    .sort((a, b) => Number(a.holds) - Number(b.holds));
  const measurements = runs
    .flatMap((one) => one.measurements)
    .filter((one) => hypothesis.predicate.includes(one.metric))
    .filter((one) => matches(one.conditions, hypothesis.conditions));
  return {
    explorations,
    measurements,
    plots: plotsOf(measurements),
  };
}

/** A setting counts where it says nothing else on any axis that the hypothesis names. */
export function matches(setting: Conditions, asserted: Conditions): boolean {
  return Object.entries(asserted).every(
    ([name, value]) => setting[name] === undefined || setting[name] === value,
  );
}
