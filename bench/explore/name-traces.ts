import { traceId } from '../../data/schema/hash.ts';
import type { Exploration } from '../../data/schema/run.ts';
import type { Trace } from '../../data/schema/trace.ts';
import type { SettingOutcome } from '../model/outcome.ts';

/** An outcome of the pure model with each counterexample hashed into its id. */
export interface NamedOutcome {
  readonly explorations: readonly Exploration[];
  readonly traces: readonly Trace[];
}

export function nameTraces(outcome: SettingOutcome): NamedOutcome {
  const traces: Trace[] = [];
  const explorations = outcome.explorations.map((exploration): Exploration => {
    if (!exploration.counterexample) return { ...exploration, counterexample: null };
    const trace: Trace = {
      ...exploration.counterexample,
      id: traceId({ ...exploration.counterexample }),
    };
    traces.push(trace);
    return { ...exploration, counterexample: trace.id };
  });
  return { explorations, traces };
}
