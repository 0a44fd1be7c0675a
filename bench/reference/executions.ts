import type { Program } from '../model/litmus/program/program.ts';
import { type Event, unrolled } from './events.ts';
import { preserved } from './preserved.ts';
import { composed, initially, writtenTo } from './units.ts';
import { valuesOf } from './values.ts';

/** A consistent complete execution: its total order, and what each thread's registers hold at its end. */
export interface Complete {
  readonly tso: readonly Event[];
  readonly registers: readonly ReadonlyMap<string, number>[];
}

/**
 * Every consistent complete execution: a total order (`tso`) over all events that keeps the
 * preserved program order and in which every read returns what TSO lets it see. Brute force: all
 * combinations of guessed reads, all linear extensions, nothing merged.
 */
export function* executions(program: Program): Generator<Complete, void> {
  const values = valuesOf(program);
  const runs = program.threads.map((_, thread) => unrolled(program, thread, values));
  for (const candidate of product(runs)) {
    const registers = candidate.map((run) => run.registers);
    const threads = candidate.map(({ events }) => events);
    for (const tso of extensions(program, threads, [], [])) yield { tso, registers };
  }
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
  program: Program,
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
      if (waits || !justified(program, event, order, left)) continue;
      yield* extensions(program, threads, [...order, event], [...placed, event]);
    }
  }
}

/**
 * TSO's axiom for reads: the value is that of the write to the location which is last in `tso`
 * among those before the read in `tso` or before it in program order. A write of the own thread that
 * is still to come in `tso` therefore wins over all that are placed; of several, the last. Bytes that
 * different writes gave are put together (x86-TSO has no say on them; this is the weaker reading).
 */
function justified(
  program: Program,
  event: Event,
  order: readonly Event[],
  left: readonly Event[],
): boolean {
  const { reads, location } = event;
  if (reads === null || location === null) return true;
  const seen = event.units.map((unit) => {
    const here = (other: Event) => other.location === location && writtenTo(other, unit) !== null;
    const own = left.findLast((other) => other.position < event.position && here(other));
    const source = own ?? order.findLast(here);
    return (source && writtenTo(source, unit)) ?? initially(program, location, unit);
  });
  return (seen.length === 1 ? seen[0] : composed(seen)) === reads;
}
