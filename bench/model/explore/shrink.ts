import { CrashChecker } from './crash.ts';
import type { Breach } from './explore.ts';
import { type Graph, reachable } from './graph.ts';
import type { ExploreOptions } from './options.ts';
import { type Scenario, startOf } from './scenario.ts';

/** By actor: which actions of a workload's program are left, as indices into it, ascending. */
export type Kept = readonly (readonly number[])[];

/** A scenario that breaks an invariant, and one of its shortest breaches. */
export interface Shrunk {
  readonly scenario: Scenario;
  readonly kept: Kept;
  /** Searched up to the breach. */
  readonly graph: Graph;
  readonly breach: Breach;
}

/**
 * Leaves out actions one by one while the invariant still breaks, until none can go: no action of
 * the result can be left out alone. What the invariant presupposes stays, since nothing breaks
 * without it: only a store that was taken for durable can be lost or overtaken (`fs/promises.ts`).
 * The graph is breadth first, so the breach is one of the shortest.
 */
export function shrink(scenario: Scenario, invariant: number, options: ExploreOptions): Shrunk {
  let kept: Kept = scenario.program.actors.map((actions) => actions.map((_, i) => i));
  let best = breakOf(scenario, kept, invariant, options);
  if (!best) throw new Error('the scenario to shrink breaks nothing');
  for (let again = true; again; ) {
    again = false;
    for (const smaller of without(kept)) {
      const found = breakOf(scenario, smaller, invariant, options);
      if (!found) continue;
      best = found;
      kept = smaller;
      again = true;
      break;
    }
  }
  return best;
}

/** The scenario with the kept actions alone. */
export function keeping(scenario: Scenario, kept: Kept): Scenario {
  const actors = scenario.program.actors.map((actions, actor) =>
    actions.filter((_, i) => kept[actor]?.includes(i)),
  );
  return { ...scenario, program: { ...scenario.program, actors } };
}

/** One of the shortest breaches of the kept actions alone; null where they break nothing. */
export function breakOf(
  whole: Scenario,
  kept: Kept,
  invariant: number,
  options: ExploreOptions,
): Shrunk | null {
  const scenario = keeping(whole, kept);
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
  return breach && { scenario, kept, graph, breach };
}

/** What is kept with each single action left out, last actions first. */
export function* without(kept: Kept): Generator<Kept> {
  for (let actor = kept.length - 1; actor >= 0; actor--) {
    const actions = kept[actor] ?? [];
    for (let i = actions.length - 1; i >= 0; i--) {
      yield kept.with(actor, actions.toSpliced(i, 1));
    }
  }
}
