import type { Program, State } from '../model/litmus/program/program.ts';
import type { Event } from './events.ts';
import { composed, initially, unitsOf, writtenTo } from './units.ts';

/**
 * The states that a crash can leave of one execution, declaratively (Raad et al., POPL 2020): `nvo`
 * orders the durable events, and a crash leaves the effect of any subset closed under it.
 *
 * `nvo` holds between durable events d before e in `tso`
 * - on the same cache line;
 * - if a flush of d's line stands between them (FO too: where no fence follows it, other executions
 *   place it later);
 * - if d is non-temporal or was followed by a non-temporal store to its line before e, since those
 *   go past the cache and push their line before them;
 * - always, under eADR and with GPF, where the cache itself is persistent;
 * - on one line alone where the energy of ADR or GPF fails: no flush helps then.
 */
export function* persisted(program: Program, tso: readonly Event[]): Generator<State, void> {
  const durable = tso.filter((event) => event.writes !== null);
  const before = durable.map((later) =>
    durable.flatMap((earlier, index) => (precedes(program, tso, earlier, later) ? [index] : [])),
  );
  for (const subset of closedSubsets(before)) {
    const kept = durable.filter((_, index) => subset.has(index));
    yield program.observed.map((location) => held(program, kept, location));
  }
}

/** What a location holds after these writes, in their order. */
export function held(program: Program, writes: readonly Event[], location: string): number {
  const values = unitsOf(program, { location }).map((unit) => {
    const last = writes.findLast(
      (event) => event.location === location && writtenTo(event, unit) !== null,
    );
    return (last && writtenTo(last, unit)) ?? initially(program, location, unit);
  });
  return values.length === 1 ? (values[0] ?? 0) : composed(values);
}

function precedes(program: Program, tso: readonly Event[], earlier: Event, later: Event): boolean {
  const from = tso.indexOf(earlier);
  const to = tso.indexOf(later);
  if (from >= to) return false;
  const { mode } = program;
  if (mode === 'adr-fails' || mode === 'gpf-fails') return earlier.line === later.line;
  if (mode !== 'adr' || earlier.line === later.line || earlier.kind === 'NT') return true;
  return tso
    .slice(from + 1, to)
    .some(
      ({ kind, line }) =>
        line === earlier.line && (kind === 'FL' || kind === 'FO' || kind === 'NT'),
    );
}

/** All subsets of 0…n-1 that contain with each element everything listed before it. */
function* closedSubsets(
  before: readonly (readonly number[])[],
): Generator<ReadonlySet<number>, void> {
  for (let bits = 0; bits < 2 ** before.length; bits++) {
    const subset = new Set(before.keys().filter((index) => (bits >> index) & 1));
    const closed = [...subset].every((index) => before[index]?.every((one) => subset.has(one)));
    if (closed) yield subset;
  }
}
