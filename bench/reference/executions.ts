import type { Program } from '../model/litmus/program.ts';
import { type Event, unrolled } from './events.ts';
import { preserved } from './preserved.ts';

/**
 * Every consistent complete execution: a total order (`tso`) over all events that keeps the
 * preserved program order and in which every read returns what TSO lets it see. Brute force: all
 * combinations of guessed reads, all linear extensions, nothing merged.
 */
export function* executions(program: Program): Generator<readonly Event[], void> {
  const values = valuesOf(program);
  const runs = program.threads.map((_, thread) => unrolled(program, thread, values));
  for (const candidate of product(runs)) yield* extensions(candidate, [], []);
}

/** What a location can ever hold: 0, and whatever the program text writes to it. */
function valuesOf(program: Program): (location: string) => readonly number[] {
  const written = new Map<string, Set<number>>();
  const visit = (operations: Program['threads'][number]): void => {
    for (const operation of operations) {
      if (operation.op === 'if') visit(operation.body);
      else if ('value' in operation) add(operation.location, operation.value);
      else if (operation.op === 'cas') add(operation.location, operation.desired);
    }
  };
  const add = (location: string, value: number) => {
    const values = written.get(location) ?? new Set([0]);
    written.set(location, values.add(value));
  };
  program.threads.forEach(visit);
  return (location) => [...(written.get(location) ?? [0])];
}

function* product<T>(choices: readonly (readonly T[])[]): Generator<readonly T[], void> {
  const [first, ...rest] = choices;
  if (!first) {
    yield [];
    return;
  }
  for (const choice of first) for (const tail of product(rest)) yield [choice, ...tail];
}

function* extensions(
  threads: readonly (readonly Event[])[],
  order: readonly Event[],
  placed: readonly Event[],
): Generator<readonly Event[], void> {
  if (threads.every((events) => events.every((event) => placed.includes(event)))) {
    yield order;
    return;
  }
  for (const events of threads) {
    const left = events.filter((event) => !placed.includes(event));
    for (const event of left) {
      const waits = left.some(
        (other) => other.position < event.position && preserved(other, event),
      );
      if (waits || !justified(event, order, left)) continue;
      yield* extensions(threads, [...order, event], [...placed, event]);
    }
  }
}

/**
 * TSO's axiom for reads: the value is that of the write to the location which is last in `tso`
 * among those before the read in `tso` or before it in program order. A write of the own thread that
 * is still to come in `tso` therefore wins over all that are placed; of several, the last.
 */
function justified(event: Event, order: readonly Event[], left: readonly Event[]): boolean {
  if (event.reads === null) return true;
  const writesHere = (other: Event) => other.writes !== null && other.location === event.location;
  const own = left.findLast((other) => other.position < event.position && writesHere(other));
  const source = own ?? order.findLast(writesHere);
  return (source?.writes ?? 0) === event.reads;
}
