import { type Code, compile } from '../px86/code.ts';
import { initialMachine, issue, type Machine, successors, type Thread } from '../px86/machine.ts';
import { collector } from './collect.ts';
import { type Program, type State, sortedStates } from './program.ts';

export interface Exploration {
  /** What a crash at any point can leave in the observed locations, ascending, each once. */
  readonly states: readonly State[];
  /** Machine states visited, each once. */
  readonly machines: number;
  /** False where a limit ended the search; `states` is then only a part. */
  readonly complete: boolean;
}

export interface Options {
  /** Machine states visited before the search gives up. */
  readonly budget?: number;
  /** Crash states enumerated before the search gives up. */
  readonly crashes?: number;
  /** Issue buffered instructions at once, as one step; see `settle`. Off for cross-checks. */
  readonly eager?: boolean;
}

/** Half a gigabyte and ten seconds; the shipped tests need less than a hundred. */
const defaultBudget = 500_000;
const defaultCrashes = 2_000_000;

/** Every interleaving of the threads and their store buffers, with equal machine states merged. */
export function explore(program: Program, options: Options = {}): Exploration {
  const { budget = defaultBudget, crashes = defaultCrashes, eager = true } = options;
  const code = compile(program);
  const step = eager ? (machine: Machine) => settle(code, machine) : (machine: Machine) => machine;
  const collected = collector(code, crashes);
  const first = step(initialMachine(code, program.mode));
  const visited = new Set([keyOf(first)]);
  const frontier = [first];
  const outcome = (complete: boolean): Exploration => ({
    states: sortedStates(collected.found.values()),
    machines: visited.size,
    complete,
  });
  for (let machine = frontier.pop(); machine; machine = frontier.pop()) {
    if (!collected.add(machine)) return outcome(false);
    for (const successor of successors(code, machine)) {
      const next = step(successor);
      const key = keyOf(next);
      if (visited.has(key)) continue;
      if (visited.size === budget) return outcome(false);
      visited.add(key);
      frontier.push(next);
    }
  }
  return outcome(true);
}

/**
 * Issues everything that only touches the issuing thread: stores, flushes and fences entering a
 * store buffer, and branches. Such a step disables nothing, changes nothing that another thread or a
 * crash can see, and commutes with all other steps, so taking it first loses no state (an ample
 * set of one, Clarke, Grumberg and Peled, "Model Checking", 1999).
 */
function settle(code: Code, machine: Machine): Machine {
  let settled = machine;
  machine.threads.forEach((_, index) => {
    while (issuesLocally(code, settled.threads[index], index)) {
      settled = issue(code, settled, index) ?? settled;
    }
  });
  return settled;
}

function issuesLocally(code: Code, thread: Thread | undefined, index: number): boolean {
  const op = thread && code.threads[index]?.[thread.next]?.op;
  return op !== undefined && op !== 'load' && op !== 'mfence' && op !== 'rmw';
}

function keyOf(machine: Machine): string {
  return JSON.stringify([machine.threads, machine.memory.lines]);
}
