import type { Bits } from './bits.ts';
import { hasBit } from './bits.ts';
import type { Footprint } from './footprint.ts';
import { formatOperation } from './format.ts';
import type { Operation, Program, Simple } from './program/program.ts';
import type { Execution } from './search.ts';

/** An execution that leads to a state. */
export interface Witness {
  readonly execution: Execution;
  /** The events up to the crash; null where the execution runs to its end. */
  readonly past: Bits | null;
  /** Which write a crash leaves as the newest on each observed line; -1 for what it held at the start. */
  readonly left: readonly { readonly line: number; readonly made: number }[];
}

/** A witness for people: what happens, in order, and what then is on media. */
export interface WitnessSteps {
  readonly steps: readonly WitnessStep[];
  /** By observed line after a crash; empty at the end of a run. */
  readonly left: readonly {
    readonly locations: readonly string[];
    /** The last step, counted from 1, that media holds of this line; 0 for what it held at the start. */
    readonly step: number;
  }[];
}

/** One step of a witness. */
export interface WitnessStep {
  /** Counted from 0. */
  readonly thread: number;
  /** As the file format writes it. */
  readonly operation: string;
  /** What happens, in words. */
  readonly effect: string;
}

/** The steps of a witness in an order that leads to its state, the ones that need not happen left out. */
export function witnessSteps(program: Program, { execution, past, left }: Witness): WitnessSteps {
  const operations = program.threads.map(flattened);
  const kept = execution.events.flatMap((_, at) => (!past || hasBit(past, at) ? [at] : []));
  const steps = kept.map((at): WitnessStep => {
    const step = execution.events[at]?.step;
    const operation = step && operations[step.thread]?.[step.id];
    if (!operation) throw new Error('every step has its operation');
    return { thread: step.thread, operation: formatOperation(operation), effect: effectOf(step) };
  });
  return {
    steps,
    left: left.map(({ line, made }) => ({
      locations: program.lines[line] ?? [],
      step: kept.indexOf(made) + 1,
    })),
  };
}

/** One line for each step and, after a crash, for each observed line. */
export function witnessText(witness: WitnessSteps): string[] {
  return [
    ...witness.steps.map(
      ({ thread, operation, effect }, at) => `${at + 1}. thread ${thread}: ${operation}: ${effect}`,
    ),
    ...witness.left.map(({ locations, step }) =>
      step === 0
        ? `crash: the line of ${locations.join(' ')} is as it was at the start`
        : `crash: the line of ${locations.join(' ')} is as step ${step} left it`,
    ),
  ];
}

/** The operations of a thread by index of their instruction: an `if` is one, before its body. */
function flattened(operations: readonly Operation[]): (Simple | null)[] {
  return operations.flatMap((one) => (one.op === 'if' ? [null, ...flattened(one.body)] : [one]));
}

function effectOf({ kind }: Footprint): string {
  switch (kind) {
    case 'load':
      return 'reads, from the own store buffer or the cache';
    case 'rmw':
      return 'reads and writes the cache at once; the write-backs begun before have ended';
    case 'mfence':
      return 'has waited for the store buffer; the write-backs begun before have ended';
    case 'write':
      return 'leaves the store buffer for the cache';
    case 'nontemporal':
      return 'leaves its write-combining buffer for the memory controller';
    case 'flush':
      return 'its line is written back';
    case 'flushopt':
      return 'begins to write its line back; a fence will wait for it';
    case 'sfence':
      return 'the write-backs begun before have ended';
  }
}
