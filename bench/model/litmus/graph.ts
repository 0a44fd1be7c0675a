import { joined } from '../px86/address.ts';
import { type Code, compile } from '../px86/code.ts';
import { enabled, initialMachine, type Machine, take } from '../px86/machine.ts';
import { crashStates } from '../px86/persistence.ts';
import { finalState } from './explore.ts';
import { type Program, type State, sortedStates } from './program/program.ts';

/**
 * The states of a program by visiting every machine state of every interleaving, with no reduction at
 * all: what the reduced search is held against.
 */
export function exploreEveryState(program: Program): readonly State[] {
  const code = compile(program);
  const first = initialMachine(code, program.mode);
  const visited = new Set([JSON.stringify(first)]);
  const frontier = [first];
  const found = new Map<string, State>();
  for (let machine = frontier.pop(); machine; machine = frontier.pop()) {
    for (const state of observations(program, code, machine)) found.set(state.join(','), state);
    for (const step of enabled(code, machine)) {
      const next = take(code, machine, step);
      const key = JSON.stringify(next);
      if (visited.has(key)) continue;
      visited.add(key);
      frontier.push(next);
    }
  }
  return sortedStates(found.values());
}

/** What is observed if the machine crashes now, or, for a question about the end, if this is the end. */
export function observations(program: Program, code: Code, machine: Machine): State[] {
  if (program.moment === 'end') {
    return enabled(code, machine).length === 0 ? [finalState(code, machine)] : [];
  }
  return Array.from(crashStates(machine.memory), (lines) =>
    code.observed.map((at) => {
      if (!('slot' in at)) throw new Error('a crash loses registers');
      const content = lines[at.line] ?? [];
      return joined(at, content.slice(at.slot, at.slot + at.widths.length));
    }),
  );
}
