import type { Machine, World } from '../fs/machine.ts';
import { crashInvariants } from '../invariant/oracle.ts';
import { CrashChecker, type Persisted } from './crash.ts';
import { type Graph, reachable } from './graph.ts';
import type { ExploreOptions } from './options.ts';

/** A crash that breaks an invariant: where in the graph, and what had persisted. */
export interface Breach {
  readonly node: number;
  readonly persisted: Persisted;
}

export interface Exploration {
  readonly checked: number;
  /** Images that stood behind the checked ones: left out since nobody read where they differ. */
  readonly merged: number;
  readonly machines: number;
  readonly complete: boolean;
  /** By index in `crashInvariants`: the first breach, in the order of the graph, or null. */
  readonly breaches: readonly (Breach | null)[];
  readonly graph: Graph;
}

/**
 * Every crash point of every interleaving, with every image that it can leave.
 * @example
 * import { crashInvariants } from '../invariant/oracle.ts';
 * import { allReductions } from './options.ts';
 * import { scenarioOf, startOf } from './scenario.ts';
 * const options = { reductions: allReductions, budget: 10_000 };
 * const brokenBy = (approach: string, faultSync: boolean) => {
 *   const setting = { approach, faultSync, metadata: 'wal', block: 'hole', persistency: 'adr' };
 *   const scenario = scenarioOf('append-pointer', setting, options);
 *   const { breaches } = explore(scenario.world, startOf(scenario), options);
 *   return crashInvariants.filter((_, index) => breaches[index] !== null);
 * };
 * brokenBy('map-sync', true) // => []
 * brokenBy('map-sync', false) // => ['acknowledged-survives', 'ordering']
 * brokenBy('fsync', false) // => []
 */
export function explore(world: World, start: Machine, options: ExploreOptions): Exploration {
  const { reductions, budget } = options;
  const graph = reachable(start, reductions, budget);
  if (graph.stuck.length > 0) throw new Error('the actors of the file system wait for each other');
  const checker = new CrashChecker(world, start);
  const breaches: (Breach | null)[] = crashInvariants.map(() => null);
  let checked = 0;
  let images = 0;
  let { complete } = graph;
  for (const node of graph.points) {
    const machine = graph.nodes[node]?.machine;
    const left = budget - checked;
    const result = machine && left > 0 ? checker.check(machine, reductions.reads, left) : null;
    if (!result?.complete) {
      complete = false;
      break;
    }
    checked += result.checked;
    images += result.images;
    for (const [i, persisted] of result.broken.entries()) {
      if (persisted && !breaches[i]) breaches[i] = { node, persisted };
    }
  }
  const merged = images - checked;
  return { checked, merged, machines: graph.nodes.length, complete, breaches, graph };
}
