import type { Experiment, Invariant } from '../../data/schema/experiment.ts';
import { ApproachId } from '../../data/schema/ids.ts';
import type { Measurement } from '../../data/schema/run.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { UnknownValue } from './approach/unknown-value.ts';
import { durableStoreCost } from './cost/durable-stores.ts';
import { costPerStore } from './cost/per-store.ts';
import { runDeadlock } from './deadlock/run-deadlock.ts';
import { type Exploration, explore } from './explore/explore.ts';
import { allReductions, type ExploreOptions, type Reductions } from './explore/options.ts';
import { type Scenario, scenarioOf, startOf } from './explore/scenario.ts';
import { shrink } from './explore/shrink.ts';
import { runAlone } from './fs/machine.ts';
import { crashInvariants } from './invariant/oracle.ts';
import type { ModelExploration, SettingOutcome, UnnamedTrace } from './outcome.ts';
import { buildTrace } from './trace/build.ts';

/**
 * Runs one setting of a model experiment. Pure: the same arguments give the same outcome.
 * @throws UnknownValue for a workload, approach, invariant or axis value that the model does not know.
 */
export function runSetting(
  experiment: Experiment,
  setting: Conditions,
  reductions: Reductions = allReductions,
): SettingOutcome {
  if (experiment.workload === 'durable-stores') {
    const none = { checked: 0, merged: 0, machines: 0 };
    return { measurements: durableStoreCost(setting), explorations: [], counted: none };
  }
  if (experiment.workload === 'sync-fault') return runDeadlock(experiment, setting);
  const how = { reductions, budget: experiment.budget };
  const scenario = scenarioOf(experiment.workload, setting, how);
  const exploration = explore(scenario.world, startOf(scenario), how);
  const { checked, merged, machines } = exploration;
  const explorations = experiment.invariants.map((invariant) =>
    report(experiment, setting, scenario, exploration, invariant, how),
  );
  return {
    measurements: aloneCost(scenario, setting),
    explorations,
    counted: { checked, merged, machines },
  };
}

function report(
  experiment: Experiment,
  conditions: Conditions,
  scenario: Scenario,
  exploration: Exploration,
  invariant: Invariant,
  how: ExploreOptions,
): ModelExploration {
  const approach = ApproachId.parse(scenario.approach.id);
  const index = (crashInvariants as readonly string[]).indexOf(invariant);
  const name = crashInvariants[index];
  if (!name || (name === 'no-leak' && !scenario.world.audited)) {
    const known = crashInvariants.filter((each) => each !== 'no-leak' || scenario.world.audited);
    throw new UnknownValue(['invariants'], invariant, known);
  }
  const breach = exploration.breaches[index] ?? null;
  const about = { experiment: experiment.id, approach, conditions, seed: experiment.seed };
  const counterexample: UnnamedTrace | null = breach
    ? buildTrace(shrink(scenario, index, { ...how, reductions: allReductions }), name, about)
    : null;
  return {
    experiment: experiment.id,
    approach,
    conditions,
    invariant,
    states: exploration.checked,
    complete: exploration.complete,
    holds: breach === null,
    counterexample,
  };
}

/** What the program's own durable stores cost when nobody else runs; nothing where it makes none. */
function aloneCost(scenario: Scenario, conditions: Conditions): Measurement[] {
  const [program = []] = scenario.program.actors;
  const stores = program.filter(({ kind }) => kind === 'store').length;
  if (stores === 0) return [];
  const alone = { ...scenario, program: { ...scenario.program, actors: [program] } };
  const start = startOf(alone);
  return costPerStore(start.counters, runAlone(start).counters, stores, conditions);
}
