import { type Machine, type Step, take } from '../fs/machine.ts';
import { covers } from './covers.ts';
import type { Reductions } from './options.ts';
import { stateKey } from './state-key.ts';

/** A machine state, and the step that first led to it. */
export interface GraphNode {
  readonly machine: Machine;
  /** Index of the state before; -1 at the start. */
  readonly parent: number;
  readonly actor: number;
  /** Taken together, in order; empty at the start. */
  readonly steps: readonly Step[];
}

export interface Graph {
  /** Breadth first, so that the first node with a property is one with the fewest steps. */
  readonly nodes: readonly GraphNode[];
  /** Nodes at which a crash must be tried, ascending. */
  readonly points: readonly number[];
  /** False when there were more nodes than allowed. */
  readonly complete: boolean;
  /** Nodes at which actors have work left and none can go on. */
  readonly stuck: readonly number[];
}

/**
 * Machine states kept at most, whatever the budget of crash states: each takes a few kilobytes, so
 * that this bounds memory to some hundred megabytes. Reaching it is reported like the budget.
 */
const maxMachines = 100_000;

/**
 * Every machine state that some interleaving of the actors reaches.
 *
 * @param stopAt Called for each crash point in order; true ends the search there.
 */
export function reachable(
  start: Machine,
  reductions: Reductions,
  maxNodes: number,
  stopAt: (machine: Machine, node: number) => boolean = () => false,
): Graph {
  const nodes: GraphNode[] = [{ machine: start, parent: -1, actor: -1, steps: [] }];
  const points: number[] = [];
  const stuck: number[] = [];
  const seen = new Set([stateKey(start)]);
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (!node) break;
    const next = successors(node.machine, at, reductions.order);
    if (next.length === 0 && node.machine.queues.some((queue) => queue.length > 0)) stuck.push(at);
    const covered = reductions.order && next.some(({ machine }) => covers(machine, node.machine));
    if (!covered) points.push(at);
    if (!covered && stopAt(node.machine, at)) return { nodes, points, complete: false, stuck };
    for (const each of next) {
      if (reductions.states) {
        const key = stateKey(each.machine);
        if (seen.has(key)) continue;
        seen.add(key);
      }
      if (nodes.length >= Math.min(maxNodes, maxMachines)) {
        return { nodes, points, complete: false, stuck };
      }
      nodes.push(each);
    }
  }
  return { nodes, points, complete: true, stuck };
}

function successors(machine: Machine, parent: number, merged: boolean): GraphNode[] {
  return machine.queues.flatMap((_, actor): GraphNode[] => {
    const step = readyStep(machine, actor);
    if (!step) return [];
    return [{ ...(merged ? withMovers : taken)(machine, actor, step), parent, actor }];
  });
}

interface Taken {
  readonly machine: Machine;
  /** The steps that led there, in order. */
  readonly steps: readonly Step[];
}

function readyStep(machine: Machine, actor: number): Step | null {
  const step = machine.queues[actor]?.[0];
  return step && step.ready?.(machine, actor) !== false ? step : null;
}

const taken = (machine: Machine, actor: number, step: Step): Taken => ({
  machine: take(machine, actor, step),
  steps: [step],
});

/** The step with the movers before and after it, so that what others do between is tried but once. */
function withMovers(machine: Machine, actor: number, first: Step): Taken {
  let after = taken(machine, actor, first);
  for (;;) {
    const next = readyStep(after.machine, actor);
    if (!next || (after.steps.at(-1)?.mover !== 'right' && next.mover !== 'left')) return after;
    after = { machine: take(after.machine, actor, next), steps: [...after.steps, next] };
  }
}

/** A machine on the way to another, and the one step that led to it. */
export interface WayPoint {
  readonly machine: Machine;
  readonly actor: number;
  readonly step: Step | null;
}

/** The machines from the start to this node, step by step, those that were taken together too. */
export function pathTo(graph: Graph, index: number): WayPoint[] {
  const way: GraphNode[] = [];
  for (let at = index; at >= 0; ) {
    const node = graph.nodes[at];
    if (!node) break;
    way.push(node);
    at = node.parent;
  }
  return way.reverse().flatMap(({ machine, actor, steps }, at): WayPoint[] => {
    let before = way[at - 1]?.machine;
    if (!before) return [{ machine, actor, step: null }];
    return steps.map((step) => {
      before = take(before ?? machine, actor, step);
      return { machine: before, actor, step };
    });
  });
}
