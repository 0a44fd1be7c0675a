import type { Mode } from '../../px86/persistence.ts';
import type { Condition } from './condition.ts';

/** What is stored or compared: an integer, or the value of a register of the same thread. */
export type Operand = number | { readonly register: string };

/** Some bytes of a location, little-endian: `x+4:2` is bytes 4 and 5 of `x`. */
export interface Part {
  readonly offset: number;
  /** 1, 2, 4 or 8 bytes; divides `offset`, since only aligned accesses are atomic. */
  readonly size: number;
}

/** Where an operation reads or writes: a location, whole where no part is named. */
export interface Access {
  readonly location: string;
  readonly part?: Part;
}

/** One operation of a litmus program. Locations and registers are names, values are integers. */
export type Operation =
  | (Access & { readonly op: 'store' | 'ntstore'; readonly value: Operand })
  | (Access & { readonly op: 'load'; readonly register: string })
  | { readonly op: 'clflush' | 'clflushopt' | 'clwb'; readonly location: string }
  | { readonly op: 'sfence' | 'mfence' | 'lfence' }
  /** The register gets the value; no other thread can see it. */
  | { readonly op: 'set'; readonly register: string; readonly value: Operand }
  /** Atomic exchange: the register gets the old value. */
  | (Access & { readonly op: 'xchg'; readonly register: string; readonly value: Operand })
  /** Compare and swap: the register gets the old value; `desired` is stored if it was `old`. */
  | (Access & {
      readonly op: 'cas';
      readonly register: string;
      readonly old: Operand;
      readonly desired: Operand;
    })
  | {
      readonly op: 'if';
      readonly register: string;
      /** Absent for `==`. */
      readonly unequal?: true;
      readonly value: number;
      readonly body: readonly Operation[];
    };

/** An operation that is no block of others. */
export type Simple = Exclude<Operation, { op: 'if' }>;

/**
 * When a program is asked about: `crash` looks at what a crash at any point leaves in persistent
 * memory, `end` at registers and memory (as loads see it) once every thread and store buffer is done.
 */
export type Moment = 'crash' | 'end';

/** What a litmus file asks, whatever its machine. */
export interface Question {
  readonly name: string;
  readonly moment: Moment;
  /** What makes up a state, in this order: locations, and registers as `THREAD:REGISTER`. */
  readonly observed: readonly string[];
  /** The complete set of states that the author expects; null where the file does not say. */
  readonly expected: readonly State[] | null;
  /** A quantified statement about the states; null where the file makes none. */
  readonly condition: Condition | null;
}

/** A parsed litmus file for x86. Registers start as 0, and so does every location that `initial` leaves out. */
export interface Program extends Question {
  readonly mode: Mode;
  /** Cache lines, each with the locations on it. */
  readonly lines: readonly (readonly string[])[];
  /** Sizes in bytes of locations that are accessed in parts; others hold any integer. */
  readonly sizes: Readonly<Record<string, number>>;
  /** What locations hold at the start, in memory and on media. */
  readonly initial: Readonly<Record<string, number>>;
  readonly threads: readonly (readonly Operation[])[];
}

/** Values of what is observed: after a crash or at the end. */
export type State = readonly number[];

/** States in ascending order, each once. */
export function sortedStates(states: Iterable<State>): State[] {
  const unique = new Map([...states].map((state) => [state.join(','), state]));
  return [...unique.values()].sort(compareStates);
}

/** By the first value in which they differ. */
export function compareStates(a: State, b: State): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** `1:r` as thread 1 and register r; null for the name of a location. */
export function registerNamed(observed: string): { thread: number; register: string } | null {
  const [, thread, register] = /^(\d+):(.+)$/.exec(observed) ?? [];
  return register === undefined ? null : { thread: Number(thread), register };
}
