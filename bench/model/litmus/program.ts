import type { Mode } from '../px86/persistence.ts';

/** One operation of a litmus program. Locations and registers are names, values are integers. */
export type Operation =
  | { readonly op: 'store' | 'ntstore'; readonly location: string; readonly value: number }
  | { readonly op: 'load'; readonly register: string; readonly location: string }
  | { readonly op: 'clflush' | 'clflushopt' | 'clwb'; readonly location: string }
  | { readonly op: 'sfence' | 'mfence' }
  /** Atomic exchange: the register gets the old value. */
  | {
      readonly op: 'xchg';
      readonly register: string;
      readonly location: string;
      readonly value: number;
    }
  /** Compare and swap: the register gets the old value; `desired` is stored if it was `old`. */
  | {
      readonly op: 'cas';
      readonly register: string;
      readonly location: string;
      readonly old: number;
      readonly desired: number;
    }
  | {
      readonly op: 'if';
      readonly register: string;
      readonly value: number;
      readonly body: readonly Operation[];
    };

/** A parsed litmus file. Every location starts as 0, in memory and on media; registers start as 0. */
export interface Program {
  readonly name: string;
  readonly mode: Mode;
  /** Cache lines, each with the locations on it. */
  readonly lines: readonly (readonly string[])[];
  readonly threads: readonly (readonly Operation[])[];
  /** The locations whose persisted values make up a state, in this order. */
  readonly observed: readonly string[];
  /** The complete set of states that the author expects; null where the file does not say. */
  readonly expected: readonly State[] | null;
}

/** Values of the observed locations that a crash can leave in persistent memory. */
export type State = readonly number[];

/** States in ascending order, each once. */
export function sortedStates(states: Iterable<State>): State[] {
  const unique = new Map([...states].map((state) => [state.join(','), state]));
  return [...unique.values()].sort(compareStates);
}

function compareStates(a: State, b: State): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
