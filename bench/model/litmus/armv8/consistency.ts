import type { ArmEvent } from './runs.ts';

/** Events of all threads, with for each read and clean the write that it sees and for each location its writes. */
export interface Candidate {
  readonly events: readonly ArmEvent[];
  /** By event: the index of the write that a read returns or a clean covers; -1 for the initial value. */
  readonly source: ReadonlyMap<number, number>;
  /** By location: indexes of its writes in coherence order, the initial one left out. */
  readonly coherence: ReadonlyMap<string, readonly number[]>;
}

type Edges = readonly (readonly number[])[];

/**
 * Whether Armv8 allows the candidate: the axioms *internal*, *external* and *atomic* of the Arm
 * architecture's memory model (Pulte et al., POPL 2018; aarch64.cat of herd). A clean is taken as a read of its
 * line: it is in the line's coherence, a write that it does not cover comes after it, DMB SY orders earlier
 * accesses before it, and DSB orders it before everything later (Cho, Lee, Raad and Kang, PLDI 2021). Neither
 * an acquire nor a control dependency orders a clean here, which is the weaker reading.
 */
export function consistent(candidate: Candidate): boolean {
  const { events } = candidate;
  const communication = edgesOfCommunication(candidate);
  const internal = edges(events.length, (a, b) => {
    const [one, other] = [events[a], events[b]];
    return (
      one !== undefined &&
      other !== undefined &&
      sameThread(one, other) &&
      one.location !== null &&
      one.location === other.location
    );
  });
  if (!acyclic(merged(internal, communication))) return false;
  if (!atomic(candidate)) return false;
  const external = communication.map((targets, a) =>
    targets.filter((b) => events[a]?.thread !== events[b]?.thread),
  );
  return acyclic(merged(external, edges(events.length, ordered(candidate))));
}

/** rf, co and fr. */
function edgesOfCommunication({ events, source, coherence }: Candidate): Edges {
  const targets: number[][] = events.map(() => []);
  for (const writes of coherence.values()) {
    for (const [at, write] of writes.entries()) targets[write]?.push(...writes.slice(at + 1));
  }
  for (const [reader, write] of source) {
    if (write >= 0) targets[write]?.push(reader);
    const writes = coherence.get(events[reader]?.location ?? '') ?? [];
    targets[reader]?.push(
      ...writes.slice(writes.indexOf(write) + 1).filter((one) => one !== reader),
    );
  }
  return targets;
}

/** No write comes between the load and the store of a successful pair. */
function atomic({ events, source, coherence }: Candidate): boolean {
  return events.every((event, at) => {
    if (event.pair === null) return true;
    const load = events.findIndex(
      (other) => other.thread === event.thread && other.position === event.pair,
    );
    const writes = coherence.get(event.location ?? '') ?? [];
    return writes.indexOf(at) === writes.indexOf(source.get(load) ?? -1) + 1;
  });
}

/** dob, aob and bob, of two events of one thread in program order. */
function ordered({ events, source }: Candidate): (a: number, b: number) => boolean {
  return (x, y) => {
    const [a, b] = [events[x], events[y]];
    if (!a || !b || !sameThread(a, b)) return false;
    const between = (kinds: readonly ArmEvent['kind'][]) =>
      events.some(
        (one) =>
          one.thread === a.thread &&
          one.position > a.position &&
          one.position < b.position &&
          kinds.includes(one.kind),
      );
    const memory = (one: ArmEvent) => one.kind === 'R' || one.kind === 'W';
    const known = (one: ArmEvent) => memory(one) || one.kind === 'C';
    if (!known(a) || !known(b)) return false;
    // bob
    if (between(['dsb']) || (memory(a) && between(['dmb']))) return true;
    if (a.kind === 'C') return false;
    if (a.kind === 'R' && memory(b) && (a.acquire !== null || between(['dmb.ld']))) return true;
    if (a.kind === 'W' && b.kind === 'W' && between(['dmb.st'])) return true;
    if (memory(b) && (b.release || (a.release && b.acquire === 'A'))) return true;
    // aob
    if (b.pair === a.position) return true;
    if (a.pair !== null && b.acquire !== null && source.get(y) === x) return true;
    if (a.kind !== 'R') return false;
    // dob
    const depends = (one: ArmEvent) => one.address.has(a.position) || one.data.has(a.position);
    if (depends(b)) return true;
    if (b.kind === 'W' && b.control.has(a.position)) return true;
    const mine = events.filter((one) => one.thread === a.thread && one.position < b.position);
    const addressBefore = mine.some((one) => one.address.has(a.position));
    if (b.kind === 'W' && addressBefore) return true;
    const forwarded = b.kind === 'R' && events[source.get(y) ?? -1];
    if (forwarded && forwarded.thread === a.thread && depends(forwarded)) return true;
    return (
      b.kind === 'R' &&
      mine.some(
        (one) =>
          one.kind === 'isb' &&
          (one.control.has(a.position) ||
            mine.some((each) => each.position < one.position && each.address.has(a.position))),
      )
    );
  };
}

function sameThread(a: ArmEvent, b: ArmEvent): boolean {
  return a.thread === b.thread && a.position < b.position;
}

function edges(count: number, holds: (a: number, b: number) => boolean): Edges {
  return Array.from({ length: count }, (_, a) =>
    Array.from({ length: count }, (_unused, b) => b).filter((b) => a !== b && holds(a, b)),
  );
}

function merged(a: Edges, b: Edges): Edges {
  return a.map((targets, index) => [...targets, ...(b[index] ?? [])]);
}

function acyclic(graph: Edges): boolean {
  const mark = new Uint8Array(graph.length);
  const visit = (node: number): boolean => {
    if (mark[node] === 1) return false;
    if (mark[node] === 2) return true;
    mark[node] = 1;
    for (const target of graph[node] ?? []) if (!visit(target)) return false;
    mark[node] = 2;
    return true;
  };
  return graph.every((_, node) => visit(node));
}
