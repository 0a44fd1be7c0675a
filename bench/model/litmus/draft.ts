import type { Mode } from '../px86/persistence.ts';
import type { Declared, Usage } from './locations.ts';
import { type Line, misread } from './operations.ts';
import type { Condition } from './program/condition.ts';
import type { Moment, Operation, State } from './program/program.ts';

/** What the file asks about, and when. */
export interface Observed {
  readonly names: readonly string[];
  readonly moment: Moment;
  readonly line: Line;
}

/** What has been read so far; the file is read in one pass, line by line. */
export interface Draft {
  name: string | null;
  mode: Mode | null;
  declared: Declared | null;
  initial: Record<string, number>;
  threads: Operation[][];
  /** Blocks being filled: the current thread's operations, then the open `if` bodies. */
  open: { readonly body: Operation[]; readonly from: Line }[];
  /** Registers that each thread has assigned so far. */
  registers: Set<string>[];
  observed: Observed | null;
  expected: { readonly state: State; readonly line: Line }[] | null;
  condition: { readonly condition: Condition; readonly line: Line } | null;
  usage: Usage[];
  operations: number;
}

export const emptyDraft = (): Draft => ({
  name: null,
  mode: null,
  declared: null,
  initial: {},
  threads: [],
  open: [],
  registers: [],
  observed: null,
  expected: null,
  condition: null,
  usage: [],
  operations: 0,
});

/** @throws LitmusFault where the line says again what an earlier one said. */
export function once(value: unknown, line: Line): void {
  if (value !== null) {
    throw misread(line, `expected ${line.words[0]} only once`);
  }
}

export function nothingElse(line: Line): void {
  if (line.words.length > 1) {
    const [word] = line.words;
    throw misread(line, `expected nothing after ${word}`);
  }
}
