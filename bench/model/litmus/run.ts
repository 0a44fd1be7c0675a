import { exploreArm } from './armv8/explore.ts';
import { type ArmProgram, isArm } from './armv8/read.ts';
import { type Exploration, explore, type Options } from './explore.ts';
import { holds } from './program/condition.ts';
import { LitmusFault } from './program/fault.ts';
import type { Program, State } from './program/program.ts';
import { readLitmus } from './read.ts';

/** How the explored states differ from the `expect` lines. */
export interface Difference {
  /** Reachable, and not expected. */
  readonly unexpected: readonly State[];
  /** Expected, and not reachable. */
  readonly missing: readonly State[];
}

/** What became of one litmus file: explored to the end, too large to, or not a litmus file. */
export type LitmusOutcome =
  | ({
      readonly kind: 'explored';
      readonly program: Program | ArmProgram;
      readonly states: readonly State[];
      /** Whether `expect` and the condition hold; null where the file has neither. */
      readonly expected: boolean | null;
      readonly difference: Difference;
    } & Pick<Exploration, 'steps' | 'executions' | 'witnesses'>)
  | { readonly kind: 'too-large'; readonly program: Program | ArmProgram; readonly steps: number }
  | {
      readonly kind: 'malformed';
      /** From 1. */
      readonly line: number;
      /** What was expected there and what stands there, one clause. */
      readonly message: string;
    };

/**
 * Parses and explores one litmus file. Pure: runs in a browser worker as it is.
 * @example
 * const outcome = runLitmus(`litmus "append"
 * thread
 * store x 1
 * clwb x
 * sfence
 * store y 1
 * observe x y
 * `);
 * outcome.kind === 'explored' && outcome.states // => [[0, 0], [1, 0], [1, 1]]
 * runLitmus('litmus "x"\nfence please').kind // => 'malformed'
 */
export function runLitmus(text: string, options: Options = {}): LitmusOutcome {
  let program: Program | ArmProgram;
  try {
    program = readLitmus(text);
  } catch (caught) {
    if (!(caught instanceof LitmusFault)) throw caught;
    return { kind: 'malformed', line: caught.line, message: caught.message };
  }
  return runProgram(program, options);
}

export function runProgram(
  program: Program | ArmProgram,
  options: Options = {},
): Exclude<LitmusOutcome, { kind: 'malformed' }> {
  const { states, steps, executions, witnesses, complete } = isArm(program)
    ? { ...exploreArm(program, options.budget ?? 1_000_000), witnesses: new Map() }
    : explore(program, options);
  if (!complete) return { kind: 'too-large', program, steps };
  const difference = differenceOf(states, program.expected ?? states);
  const { condition, observed } = program;
  const claims = [
    ...(program.expected === null
      ? []
      : [difference.unexpected.length === 0 && difference.missing.length === 0]),
    ...(condition ? [holds(condition, observed, states)] : []),
  ];
  const expected = claims.length === 0 ? null : claims.every((claim) => claim);
  return { kind: 'explored', program, states, steps, executions, witnesses, expected, difference };
}

function differenceOf(states: readonly State[], expected: readonly State[]): Difference {
  const without = (from: readonly State[], other: readonly State[]) => {
    const known = new Set(other.map(String));
    return from.filter((state) => !known.has(String(state)));
  };
  return { unexpected: without(states, expected), missing: without(expected, states) };
}
