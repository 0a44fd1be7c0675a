import type { Code } from '../px86/code.ts';
import { enabled, initialMachine, type Machine, type Step, take } from '../px86/machine.ts';
import type { Mode } from '../px86/persistence.ts';
import { addBit, addBits, type Bits, emptyBits, hasBit } from './bits.ts';
import { conflicts, type Footprint, fixed, footprint, keyOf } from './footprint.ts';
import { settle } from './settle.ts';

/** One step of an execution. */
export interface Event {
  readonly step: Footprint;
  /** The events that happen before this one in every execution of the same trace, itself included. */
  readonly past: Bits;
}

/** An execution to the end: one of the many that differ only in the order of independent steps. */
export interface Execution {
  readonly events: readonly Event[];
  /** After the last event. */
  readonly machine: Machine;
}

interface Node {
  readonly machine: Machine;
  readonly steps: readonly Step[];
  /** Steps that must be tried here, by key. */
  readonly backtrack: Set<number>;
}

/**
 * Runs one execution of every Mazurkiewicz trace: source-set dynamic partial-order reduction with sleep
 * sets (Abdulla, Aronis, Jonsson and Sagonas, POPL 2014, algorithm 1). Each entry of a store buffer is a
 * process of its own. Independent steps, such as those of threads that share no line, are thereby tried
 * in one order only; what a crash between them leaves is the business of `crash-states.ts`.
 *
 * @param visit Called with each execution; false ends the search.
 * @param onStep Called after each step; false ends the search.
 * @returns Whether the search came to its end.
 */
export function search(
  code: Code,
  mode: Mode,
  visit: (execution: Execution) => boolean,
  onStep: () => boolean,
): boolean {
  const size = code.threads.reduce((sum, thread) => sum + thread.length, 0);
  const path: Node[] = [];
  const events: Event[] = [];

  const go = (machine: Machine, sleep: ReadonlyMap<number, Footprint>): boolean => {
    const steps = enabled(code, machine);
    if (steps.length === 0) return visit({ events: events.slice(), machine });
    const first = steps.find((step) => !sleep.has(keyOf(step)));
    if (!first) return true;
    const node: Node = { machine, steps, backtrack: new Set([keyOf(first)]) };
    const asleep = new Map(sleep);
    path.push(node);
    for (;;) {
      const step = steps.find((one) => {
        const key = keyOf(one);
        return node.backtrack.has(key) && !asleep.has(key);
      });
      if (!step) break;
      const print = footprint(code, step);
      const event = { step: print, past: pastOf(events, print, size) };
      for (const race of racesOf(events, event)) reverse(path, events, race, print);
      events.push(event);
      const still = [...asleep].filter(([, other]) => !conflicts(other, print));
      const went = onStep() && go(settle(code, take(code, machine, step)), new Map(still));
      events.pop();
      if (!went) return false;
      asleep.set(keyOf(step), print);
    }
    path.pop();
    return true;
  };
  return go(settle(code, initialMachine(code, mode)), new Map());
}

function pastOf(events: readonly Event[], step: Footprint, size: number): Bits {
  const past = emptyBits(size);
  for (let at = events.length - 1; at >= 0; at--) {
    const earlier = events[at];
    if (!earlier || hasBit(past, at)) continue;
    if (fixed(earlier.step, step) || conflicts(earlier.step, step)) addBits(past, earlier.past);
  }
  addBit(past, events.length);
  return past;
}

/** Events in conflict with the newest and with nothing between the two that holds them in order. */
function racesOf(events: readonly Event[], { step, past }: Event): number[] {
  const covered = emptyBits(past.length * 32);
  const races: number[] = [];
  for (let at = events.length - 1; at >= 0; at--) {
    const earlier = events[at];
    if (!earlier || !hasBit(past, at) || hasBit(covered, at)) continue;
    addBits(covered, earlier.past);
    if (conflicts(earlier.step, step) && !fixed(earlier.step, step)) races.push(at);
  }
  return races;
}

/** Sees to it that, where `race` was taken, something is tried that leads to `step` before it. */
function reverse(
  path: readonly Node[],
  events: readonly Event[],
  race: number,
  step: Footprint,
): void {
  const node = path[race];
  if (!node) throw new Error('every event has its node');
  /** What came after the race without being caused by it, then the step itself. */
  const rest = events.flatMap((event, at) =>
    at > race && !hasBit(event.past, race) ? [event.step] : [],
  );
  rest.push(step);
  const initials = rest.filter((one, index) =>
    rest.slice(0, index).every((before) => !fixed(before, one) && !conflicts(before, one)),
  );
  const keys = initials.map(keyOf);
  if (keys.some((key) => node.backtrack.has(key))) return;
  const possible = keys.find((key) => node.steps.some((one) => keyOf(one) === key));
  if (possible === undefined) throw new Error('a step without a cause can be taken');
  node.backtrack.add(possible);
}
