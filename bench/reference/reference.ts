import { type Program, type State, sortedStates } from '../model/litmus/program.ts';
import { executions } from './executions.ts';
import { persisted } from './persists.ts';

/**
 * A second opinion on litmus programs, written apart from `bench/model/px86` and sharing nothing
 * with it but the parsed program: total orders and the axioms of Px86 in place of a machine with
 * buffers. Exponential in the number of operations; a dozen is its limit.
 */
export function referenceStates(program: Program): State[] {
  const found = new Map<string, State>();
  for (const tso of executions(program)) {
    for (const state of persisted(program, tso)) found.set(state.join(','), state);
  }
  return sortedStates(found.values());
}
