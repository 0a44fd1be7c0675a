import { registerNamed, type State, sortedStates } from '../program/program.ts';
import { type Candidate, consistent } from './consistency.ts';
import { registerNumber } from './instruction.ts';
import type { ArmProgram } from './read.ts';
import { type ArmEvent, type ArmRun, runsOf } from './runs.ts';

export interface ArmExploration {
  readonly states: readonly State[];
  /** Candidate executions tried, and how many Armv8 allows. */
  readonly steps: number;
  readonly executions: number;
  readonly complete: boolean;
}

/**
 * What a crash can leave, or how a run can end, under Armv8 with its persistency: every candidate execution is
 * held against the axioms. A crash may come before any DSB that waits for a clean; what comes after that DSB
 * has not run then. Of each location a crash leaves the write that some completed clean covers, or one that
 * follows it in coherence.
 */
export function exploreArm(program: ArmProgram, budget: number): ArmExploration {
  const found = new Map<string, State>();
  let tried = 0;
  let allowed = 0;
  const values = valuesOf(program);
  const runs = program.threads.map((thread, index) => {
    const complete = runsOf(thread, index, values);
    return program.moment === 'end' ? complete : complete.flatMap(cutBeforeBarriers);
  });
  for (const chosen of product(runs)) {
    for (const candidate of candidates(
      chosen.flatMap(({ events }) => events),
      (location) => program.initial.get(location) ?? 0,
    )) {
      tried += 1;
      if (tried > budget) {
        return { states: [], steps: tried, executions: allowed, complete: false };
      }
      if (!consistent(candidate)) continue;
      allowed += 1;
      for (const state of observe(program, candidate, chosen)) found.set(state.join(','), state);
    }
  }
  return {
    states: sortedStates(found.values()),
    steps: tried,
    executions: allowed,
    complete: true,
  };
}

/** What each location may hold: its first value, and what runs write to it, until nothing new turns up. */
function valuesOf({ threads, initial }: ArmProgram): (location: string) => readonly number[] {
  const known = new Map<string, Set<number>>();
  const at = (location: string) => {
    const values = known.get(location) ?? new Set([initial.get(location) ?? 0]);
    known.set(location, values);
    return values;
  };
  const values = (location: string) => [...at(location)];
  for (let grown = true; grown; ) {
    grown = false;
    for (const [index, thread] of threads.entries()) {
      for (const { kind, location, value } of runsOf(thread, index, values).flatMap(
        (run) => run.events,
      )) {
        if (kind !== 'W' || location === null || at(location).has(value)) continue;
        // Arithmetic in a cycle of threads could go on for ever; sixteen values a location are plenty.
        if (at(location).size >= 16) continue;
        at(location).add(value);
        grown = true;
      }
    }
  }
  return values;
}

/** The run, and what of it has happened while it still waits at each DSB that follows a clean. */
function cutBeforeBarriers(run: ArmRun): ArmRun[] {
  const cuts = run.events.flatMap(({ kind }, at) =>
    kind === 'dsb' && run.events.slice(0, at).some((one) => one.kind === 'C') ? [at] : [],
  );
  return [run, ...cuts.map((at) => ({ ...run, events: run.events.slice(0, at) }))];
}

/** Every way in which reads can get the values that they are guessed to read, and writes be ordered. */
function* candidates(
  events: readonly ArmEvent[],
  initial: (location: string) => number,
): Generator<Candidate> {
  const writes = Map.groupBy(
    events.flatMap(({ kind }, at) => (kind === 'W' ? [at] : [])),
    (at) => events[at]?.location ?? '',
  );
  const locations = [...writes.keys()];
  const readers = events.flatMap(({ kind }, at) => (kind === 'R' || kind === 'C' ? [at] : []));
  const sources = readers.map((reader) => {
    const event = events[reader];
    const all = [-1, ...(writes.get(event?.location ?? '') ?? [])];
    if (event?.kind !== 'R') return all;
    const wrote = (write: number) =>
      write < 0 ? initial(event.location ?? '') : events[write]?.value;
    return all.filter((write) => wrote(write) === event.value);
  });
  for (const orders of product(
    locations.map((location) => permutations(writes.get(location) ?? [])),
  )) {
    const coherence = new Map(locations.map((location, at) => [location, orders[at] ?? []]));
    for (const chosen of product(sources)) {
      const source = new Map(readers.map((reader, at) => [reader, chosen[at] ?? -1]));
      yield { events, source, coherence };
    }
  }
}

function observe(
  program: ArmProgram,
  { events, source, coherence }: Candidate,
  runs: readonly ArmRun[],
): State[] {
  const initial = (location: string) => program.initial.get(location) ?? 0;
  const valueAt = (location: string, write: number) =>
    write < 0 ? initial(location) : (events[write]?.value ?? 0);
  if (program.moment === 'end') {
    return [
      program.observed.map((name) => {
        const register = registerNamed(name);
        if (!register) return valueAt(name, coherence.get(name)?.at(-1) ?? -1);
        const held = runs[register.thread]?.registers.get(registerNumber(register.register) ?? 31);
        return typeof held === 'number' ? held : 0;
      }),
    ];
  }
  const choices = program.observed.map((location) => {
    const writes = coherence.get(location) ?? [];
    const floors = [...source].flatMap(([reader, write]) =>
      completed(program, events, reader, location) ? [writes.indexOf(write)] : [],
    );
    const floor = Math.max(-1, ...floors);
    return [...(floor < 0 ? [-1] : []), ...writes.slice(Math.max(0, floor))].map((write) =>
      valueAt(location, write),
    );
  });
  return [...product(choices)].map((state) => [...state]);
}

/** Whether a DSB has waited for this clean, and whether that helps: only DC CVADP outlives failing ADR. */
function completed(
  program: ArmProgram,
  events: readonly ArmEvent[],
  at: number,
  location: string,
): boolean {
  const event = events[at];
  if (event?.kind !== 'C' || event.location !== location) return false;
  if (program.mode === 'adr-fails' && !event.deep) return false;
  return events.some(
    (one) => one.thread === event.thread && one.position > event.position && one.kind === 'dsb',
  );
}

function* product<T>(choices: readonly (readonly T[])[]): Generator<readonly T[]> {
  const [first, ...rest] = choices;
  if (!first) {
    yield [];
    return;
  }
  for (const choice of first) for (const tail of product(rest)) yield [choice, ...tail];
}

function permutations(items: readonly number[]): number[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((one, at) =>
    permutations(items.toSpliced(at, 1)).map((rest) => [one, ...rest]),
  );
}
