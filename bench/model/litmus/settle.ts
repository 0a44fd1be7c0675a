import type { Code } from '../px86/code.ts';
import { issue, type Machine, type Thread } from '../px86/machine.ts';

/**
 * Issues everything that only touches the issuing thread: stores, flushes and fences entering a
 * store buffer, register moves and branches. Such a step disables nothing, changes nothing that another
 * thread or a crash can see, and commutes with all other steps, so taking it first loses no state (an
 * ample set of one, Clarke, Grumberg and Peled, "Model Checking", 1999).
 */
export function settle(code: Code, machine: Machine): Machine {
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
