import type { Operation, Program } from '../model/litmus/program.ts';

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
  readonly line: number;
  /** What it reads, for R, U and a failed `cas` (an R that fences). */
  readonly reads: number | null;
  /** What it writes, for W, NT and U. */
  readonly writes: number | null;
}

type Draft = Pick<Event, 'kind' | 'location' | 'reads' | 'writes'>;

/**
 * Every way in which a thread may run, by guessing what each of its reads returns from `values`.
 * Guesses that no total order justifies are thrown out later, by `executions`.
 */
export function unrolled(
  program: Program,
  thread: number,
  values: (location: string) => readonly number[],
): readonly (readonly Event[])[] {
  const lineOf = (location: string | null) =>
    location === null ? -1 : program.lines.findIndex((line) => line.includes(location));
  const runs = follow(program.threads[thread] ?? [], new Map(), values);
  return runs.map((drafts) =>
    drafts.map((draft, position) => ({
      ...draft,
      thread,
      position,
      line: lineOf(draft.location),
    })),
  );
}

function follow(
  rest: readonly Operation[],
  registers: ReadonlyMap<string, number>,
  values: (location: string) => readonly number[],
): Draft[][] {
  const [operation, ...after] = rest;
  if (!operation) return [[]];
  if (operation.op === 'if') {
    const taken = (registers.get(operation.register) ?? 0) === operation.value;
    return follow(taken ? [...operation.body, ...after] : after, registers, values);
  }
  return guesses(operation, values).flatMap(({ drafts, assigned }) =>
    follow(after, new Map([...registers, ...assigned]), values).map((tail) => [...drafts, ...tail]),
  );
}

interface Guess {
  readonly drafts: readonly Draft[];
  readonly assigned: readonly (readonly [string, number])[];
}

function guesses(
  operation: Exclude<Operation, { op: 'if' }>,
  values: (location: string) => readonly number[],
): readonly Guess[] {
  const plain = (kind: Kind, location: string | null, writes: number | null = null): Guess[] => [
    { drafts: [{ kind, location, reads: null, writes }], assigned: [] },
  ];
  const reading = (register: string, location: string, of: (value: number) => Draft): Guess[] =>
    values(location).map((value) => ({ drafts: [of(value)], assigned: [[register, value]] }));
  switch (operation.op) {
    case 'store':
      return plain('W', operation.location, operation.value);
    case 'ntstore':
      return plain('NT', operation.location, operation.value);
    case 'clflush':
      return plain('FL', operation.location);
    case 'clflushopt':
    case 'clwb':
      return plain('FO', operation.location);
    case 'sfence':
      return plain('SF', null);
    case 'mfence':
      return plain('MF', null);
    case 'load': {
      const { register, location } = operation;
      return reading(register, location, (reads) => ({ kind: 'R', location, reads, writes: null }));
    }
    case 'xchg': {
      const { register, location, value: writes } = operation;
      return reading(register, location, (reads) => ({ kind: 'U', location, reads, writes }));
    }
    case 'cas': {
      const { register, location, old, desired } = operation;
      // A failed cas stays a U that writes nothing: locked, so ordered with everything.
      return reading(register, location, (reads) => ({
        kind: 'U',
        location,
        reads,
        writes: reads === old ? desired : null,
      }));
    }
  }
}
