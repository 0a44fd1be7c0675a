import { CrashChecker } from './crash.ts';
import type { Breach } from './explore.ts';
import { type Graph, reachable } from './graph.ts';
import type { ExploreOptions } from './options.ts';
import { type Scenario, startOf } from './scenario.ts';

/** A scenario that breaks an invariant, and one of its shortest breaches. */
export interface Shrunk {
  readonly scenario: Scenario;
  /** Searched up to the breach. */
  readonly graph: Graph;
  readonly breach: Breach;
}

/**
 * Leaves out actions one by one while the invariant still breaks, until none can go: no action of
 * the result can be left out alone. The graph is breadth first, so the breach is one of the shortest.
 */
export function shrink(scenario: Scenario, invariant: number, options: ExploreOptions): Shrunk {
  let best = tryOut(scenario, invariant, options);
  if (!best) throw new Error('the scenario to shrink breaks nothing');
  for (let again = true; again; ) {
    again = false;
    for (const smaller of without(best.scenario)) {
      const found = tryOut(smaller, invariant, options);
      if (!found) continue;
      best = found;
      again = true;
      break;
    }
  }
  return best;
}

function tryOut(scenario: Scenario, invariant: number, options: ExploreOptions): Shrunk | null {
  const start = startOf(scenario);
  const checker = new CrashChecker(scenario.world, start);
  let breach: Breach | null = null;
  let left = options.budget;
  const graph = reachable(start, options.reductions, options.budget, (machine, node) => {
    const { checked, broken } = checker.check(machine, options.reductions.reads, left);
    left -= checked;
    const persisted = broken[invariant];
    if (persisted) breach = { node, persisted };
    return breach !== null || left <= 0;
  });
  return breach && { scenario, graph, breach };
}

/** The scenario with each single action left out, last actions first. */
function* without(scenario: Scenario): Generator<Scenario> {
  const { program } = scenario;
  for (let actor = program.actors.length - 1; actor >= 0; actor--) {
    const actions = program.actors[actor] ?? [];
    for (let i = actions.length - 1; i >= 0; i--) {
      const actors = program.actors.with(actor, actions.toSpliced(i, 1));
      yield { ...scenario, program: { ...program, actors } };
    }
  }
}
