import {
  type Program,
  registerNamed,
  type State,
  sortedStates,
} from '../model/litmus/program/program.ts';
import { type Complete, executions } from './executions.ts';
import { held, persisted } from './persists.ts';

/**
 * A second opinion on litmus programs, written apart from `bench/model/px86` and sharing nothing
 * with it but the parsed program: total orders and the axioms of Px86 in place of a machine with
 * buffers. Exponential in the number of operations; a dozen is its limit.
 */
export function referenceStates(program: Program): State[] {
  const found = new Map<string, State>();
  const keep = (state: State) => found.set(state.join(','), state);
  for (const execution of executions(program)) {
    if (program.moment === 'end') keep(atEnd(program, execution));
    else for (const state of persisted(program, execution.tso)) keep(state);
  }
  return sortedStates(found.values());
}

function atEnd(program: Program, { tso, registers }: Complete): State {
  return program.observed.map((name) => {
    const register = registerNamed(name);
    return register
      ? (registers[register.thread]?.get(register.register) ?? 0)
      : held(program, tso, name);
  });
}
