import type { Machine, Step } from '../fs/machine.ts';
import { covers } from './covers.ts';
import type { Reductions } from './options.ts';
import { stateKey } from './state-key.ts';

/** A machine state, and the step that first led to it. */
export interface GraphNode {
  readonly machine: Machine;
  /** Index of the state before; -1 at the start. */
  readonly parent: number;
  readonly actor: number;
  readonly step: Step | null;
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
  const nodes: GraphNode[] = [{ machine: start, parent: -1, actor: -1, step: null }];
  const points: number[] = [];
  const stuck: number[] = [];
  const seen = new Set([stateKey(start)]);
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at];
    if (!node) break;
    const next = successors(node.machine, at);
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

function successors(machine: Machine, parent: number): GraphNode[] {
  return machine.queues.flatMap((queue, actor): GraphNode[] => {
    const [step, ...rest] = queue;
    if (!step || step.ready?.(machine, actor) === false) return [];
    const taken = { ...machine, queues: machine.queues.with(actor, rest) };
    return [{ machine: step.run(taken, actor), parent, actor, step }];
  });
}

/** The nodes from the start to this one. */
export function pathTo(graph: Graph, index: number): GraphNode[] {
  const path: GraphNode[] = [];
  for (let at = index; at >= 0; ) {
    const node = graph.nodes[at];
    if (!node) break;
    path.push(node);
    at = node.parent;
  }
  return path.reverse();
}
