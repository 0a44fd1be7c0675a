import { joined } from '../px86/address.ts';
import { type Code, compile } from '../px86/code.ts';
import type { Machine } from '../px86/machine.ts';
import { cached } from '../px86/persistence.ts';
import { CrashStates, pastOf } from './crash-states.ts';
import { type Program, type State, sortedStates } from './program/program.ts';
import { type Execution, search } from './search.ts';
import { versionsOf } from './versions.ts';
import type { Witness } from './witness.ts';

export interface Exploration {
  /** What can be observed, ascending, each once. */
  readonly states: readonly State[];
  /** Steps that the search took. */
  readonly steps: number;
  /** Executions, one for each set of executions that differ in independent steps alone. */
  readonly executions: number;
  /** False where a limit ended the search; `states` is then only a part. */
  readonly complete: boolean;
  /** One execution for each state, by the state's values with commas. */
  readonly witnesses: ReadonlyMap<string, Witness>;
}

export interface Progress {
  readonly steps: number;
  readonly states: number;
}

export interface Options {
  /** Steps taken before the search gives up. */
  readonly budget?: number;
  /** Crash states enumerated before the search gives up. */
  readonly crashes?: number;
  /** Called every some thousand steps. */
  readonly onProgress?: (progress: Progress) => void;
}

/** About ten seconds; the shipped tests need less than a thousand. */
const defaultBudget = 1_000_000;
const defaultCrashes = 2_000_000;

/** Every state of the program: at every crash of every execution, or at the end of every execution. */
export function explore(program: Program, options: Options = {}): Exploration {
  const { budget = defaultBudget, crashes = defaultCrashes, onProgress } = options;
  const code = compile(program);
  const found = new Map<string, State>();
  const witnesses = new Map<string, Witness>();
  const crashStates = new CrashStates(code.observed.filter((at) => 'slot' in at));
  let steps = 0;
  let executions = 0;
  let enumerated = 0;
  const keep = (state: State, witness: () => Witness) => {
    const key = state.join(',');
    if (found.has(key)) return;
    found.set(key, state);
    witnesses.set(key, witness());
  };
  const atCrashes = (execution: Execution): boolean => {
    const versions = versionsOf(code, program.mode, execution);
    for (const crash of crashStates.of(execution.events, versions)) {
      enumerated += 1;
      if (enumerated > crashes) return false;
      keep(crash.state, () => ({
        execution,
        past: pastOf(crash, execution.events),
        left: crash.left.map(({ line, version }) => ({ line, made: version.made })),
      }));
    }
    return true;
  };
  const complete = search(
    code,
    program.mode,
    (execution) => {
      executions += 1;
      if (program.moment === 'crash') return atCrashes(execution);
      keep(finalState(code, execution.machine), () => ({ execution, past: null, left: [] }));
      return true;
    },
    () => {
      steps += 1;
      if (steps % 5000 === 0) onProgress?.({ steps, states: found.size });
      return steps <= budget;
    },
  );
  return { states: sortedStates(found.values()), steps, executions, complete, witnesses };
}

/** Registers, and memory as loads see it, once nothing is left to do. */
export function finalState(code: Code, machine: Machine): State {
  return code.observed.map((one) => {
    if ('register' in one) return machine.threads[one.thread]?.registers[one.register] ?? 0;
    const content = cached(machine.memory, one.line);
    return joined(one, content.slice(one.slot, one.slot + one.widths.length));
  });
}
