import type { Machine, World } from '../fs/machine.ts';
import { crashInvariants } from '../invariant/oracle.ts';
import { CrashChecker, type Persisted, type PointResult } from './crash.ts';
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
  readonly points: number;
  readonly complete: boolean;
  /** By index in `crashInvariants`: the first breach, in the order of the graph, or null. */
  readonly breaches: readonly (Breach | null)[];
  readonly graph: Graph;
}

/** Results of some of a graph's points, by position in `graph.points`. */
export type Share = ReadonlyMap<number, PointResult>;

/** Checks the points `first`, `first + step`, … of the graph. Independent of every other share. */
export function checkShare(
  world: World,
  graph: Graph,
  options: ExploreOptions,
  first: number,
  step: number,
): Share {
  const start = graph.nodes[0]?.machine;
  if (!start) throw new Error('a graph has a start');
  const checker = new CrashChecker(world, start);
  const share = new Map<number, PointResult>();
  let left = options.budget;
  for (let at = first; at < graph.points.length && left > 0; at += step) {
    const machine = graph.nodes[graph.points[at] ?? 0]?.machine;
    if (!machine) continue;
    const result = checker.check(machine, options.reductions.reads, left);
    left -= result.checked;
    share.set(at, result);
  }
  return share;
}

/**
 * Puts shares together in the order of the points, so that the outcome does not depend on how they
 * were cut: the budget is spent point by point, and the first breach is the graph's first.
 */
export function combine(graph: Graph, shares: readonly Share[], budget: number): Exploration {
  if (graph.stuck.length > 0) throw new Error('the actors of the file system wait for each other');
  const breaches: (Breach | null)[] = crashInvariants.map(() => null);
  let checked = 0;
  let images = 0;
  let complete = graph.complete;
  for (const [at, node] of graph.points.entries()) {
    const result = shares.map((share) => share.get(at)).find((found) => found !== undefined);
    if (!result || checked + result.checked > budget || !result.complete) {
      complete = false;
      break;
    }
    checked += result.checked;
    images += result.images;
    for (const [i, persisted] of result.broken.entries()) {
      if (persisted && !breaches[i]) breaches[i] = { node, persisted };
    }
  }
  return {
    checked,
    merged: images - checked,
    machines: graph.nodes.length,
    points: graph.points.length,
    complete,
    breaches,
    graph,
  };
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
  const graph = reachable(start, options.reductions, options.budget);
  return combine(graph, [checkShare(world, graph, options, 0, 1)], options.budget);
}
