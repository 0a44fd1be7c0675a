import type {
  Access,
  Operand,
  Operation,
  Program,
  Simple,
} from '../model/litmus/program/program.ts';
import { unitsOf } from './units.ts';

/** What an event does, in the words of the ordering table. */
export type Kind = 'R' | 'W' | 'NT' | 'U' | 'MF' | 'SF' | 'FL' | 'FO';

/** One event of a candidate execution, with the value that it is guessed to read. */
export interface Event {
  readonly thread: number;
  /** Position in program order. */
  readonly position: number;
  readonly kind: Kind;
  /** Absent for fences. For flushes the location that names the line. */
  readonly location: string | null;
  /** Bytes of the location that are read or written; a location without a size is one unit. */
  readonly units: readonly number[];
  readonly line: number;
  /** What it reads, for R, U and a failed `cas` (an R that fences). */
  readonly reads: number | null;
  /** What it writes, for W, NT and U. */
  readonly writes: number | null;
}

/** One way in which a thread may run, and its registers afterwards. */
export interface ThreadRun {
  readonly events: readonly Event[];
  readonly registers: ReadonlyMap<string, number>;
}

type Draft = Pick<Event, 'kind' | 'location' | 'units' | 'reads' | 'writes'>;

/** What an access may read. */
export type Values = (access: Access) => readonly number[];

/**
 * Every way in which a thread may run, by guessing what each of its reads returns from `values`.
 * Guesses that no total order justifies are thrown out later, by `executions`.
 */
export function unrolled(program: Program, thread: number, values: Values): readonly ThreadRun[] {
  const lineOf = (location: string | null) =>
    location === null ? -1 : program.lines.findIndex((line) => line.includes(location));
  const runs = follow(program, program.threads[thread] ?? [], new Map(), values);
  return runs.map(({ drafts, registers }) => ({
    events: drafts.map((draft, position) => ({
      ...draft,
      thread,
      position,
      line: lineOf(draft.location),
    })),
    registers,
  }));
}

interface Partial {
  readonly drafts: readonly Draft[];
  readonly registers: ReadonlyMap<string, number>;
}

function follow(
  program: Program,
  rest: readonly Operation[],
  registers: ReadonlyMap<string, number>,
  values: Values,
): Partial[] {
  const [operation, ...after] = rest;
  if (!operation) return [{ drafts: [], registers }];
  if (operation.op === 'if') {
    const equal = (registers.get(operation.register) ?? 0) === operation.value;
    const taken = equal !== (operation.unequal ?? false);
    return follow(program, taken ? [...operation.body, ...after] : after, registers, values);
  }
  return guesses(program, operation, registers, values).flatMap(({ drafts, assigned }) =>
    follow(program, after, new Map([...registers, ...assigned]), values).map((tail) => ({
      drafts: [...drafts, ...tail.drafts],
      registers: tail.registers,
    })),
  );
}

interface Guess {
  readonly drafts: readonly Draft[];
  readonly assigned: readonly (readonly [string, number])[];
}

function guesses(
  program: Program,
  operation: Simple,
  registers: ReadonlyMap<string, number>,
  values: Values,
): readonly Guess[] {
  const worth = (operand: Operand) =>
    typeof operand === 'number' ? operand : (registers.get(operand.register) ?? 0);
  const plain = (kind: Kind, at: Access | null, writes: number | null = null): Guess[] => {
    const units = at ? unitsOf(program, at) : [];
    return [
      {
        drafts: [{ kind, location: at?.location ?? null, units, reads: null, writes }],
        assigned: [],
      },
    ];
  };
  const reading = (
    at: Access & { readonly register: string },
    kind: Kind,
    written: (reads: number) => number | null,
  ): Guess[] =>
    values(at).map((reads) => ({
      drafts: [
        {
          kind,
          location: at.location,
          units: unitsOf(program, at),
          reads,
          writes: written(reads),
        },
      ],
      assigned: [[at.register, reads]],
    }));
  switch (operation.op) {
    case 'store':
      return plain('W', operation, worth(operation.value));
    case 'ntstore':
      return plain('NT', operation, worth(operation.value));
    case 'clflush':
      return plain('FL', operation);
    case 'clflushopt':
    case 'clwb':
      return plain('FO', operation);
    case 'sfence':
      return plain('SF', null);
    case 'mfence':
      return plain('MF', null);
    case 'lfence': // keeps loads in order, which they are anyway
      return [{ drafts: [], assigned: [] }];
    case 'set':
      return [{ drafts: [], assigned: [[operation.register, worth(operation.value)]] }];
    case 'load':
      return reading(operation, 'R', () => null);
    case 'xchg':
      return reading(operation, 'U', () => worth(operation.value));
    case 'cas':
      // A failed cas stays a U that writes nothing: locked, so ordered with everything.
      return reading(operation, 'U', (reads) =>
        reads === worth(operation.old) ? worth(operation.desired) : null,
      );
  }
}
