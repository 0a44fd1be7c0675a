import type { Exploration, Measurement } from '../../data/schema/run.ts';
import type { Trace } from '../../data/schema/trace.ts';

/** A trace before its content is hashed into an id, which needs `data/schema/hash.ts`. */
export type UnnamedTrace = Omit<Trace, 'id'>;

/** What exploring one invariant of one setting found; the caller hashes the trace into an id. */
export type ModelExploration = Omit<Exploration, 'counterexample'> & {
  readonly counterexample: UnnamedTrace | null;
};

/** Where the states of one setting went; `checked` is what `Exploration.states` reports. */
export interface Counted {
  /** Crash states on which recovery and oracle ran. */
  readonly checked: number;
  /** Crash states that a reduction proved equal to a checked one. */
  readonly merged: number;
  /** Distinct machine states reached by interleaving the actors. */
  readonly machines: number;
}

/** Everything that one setting of an experiment gives, as plain data. */
export interface SettingOutcome {
  readonly measurements: readonly Measurement[];
  readonly explorations: readonly ModelExploration[];
  readonly counted: Counted;
}
