import type { Access, Part, Program } from '../litmus/program/program.ts';
import { flat } from '../litmus/program/sizes.ts';
import { type Address, split } from './address.ts';

export interface Layout {
  readonly addressOf: (access: Access) => Address;
  /** By cache line, what each of its slots holds at the start. */
  readonly initial: readonly (readonly number[])[];
}

/** Where everything lies: a location is cut wherever some access begins or ends inside it. */
export function layoutOf(program: Program): Layout {
  const cuts = new Map<string, Set<number>>();
  for (const operation of flat(program.threads.flat())) {
    if (!('part' in operation) || !operation.part) continue;
    const at = cuts.get(operation.location) ?? new Set([0]);
    const { offset, size } = operation.part;
    cuts.set(operation.location, at.add(offset).add(offset + size));
  }
  const places = new Map<string, { line: number; slot: number; starts: readonly number[] }>();
  const initial: number[][] = [];
  const widthsOf = (starts: readonly number[], end: number) =>
    starts.length < 2 ? [null] : starts.map((start, i) => (starts[i + 1] ?? end) - start);
  for (const [line, locations] of program.lines.entries()) {
    const contents: number[] = [];
    for (const location of locations) {
      const size = program.sizes[location] ?? 0;
      const starts = [...(cuts.get(location) ?? [])].filter((at) => at < size);
      starts.sort((a, b) => a - b);
      places.set(location, { line, slot: contents.length, starts });
      const whole = { line, slot: contents.length, widths: widthsOf(starts, size) };
      contents.push(...split(whole, program.initial[location] ?? 0));
    }
    initial.push(contents);
  }
  const addressOf = ({ location, part }: Access): Address => {
    const place = places.get(location);
    if (!place) throw new Error(`location ${location} is on no line`);
    const { line, slot, starts } = place;
    const widths = widthsOf(starts, program.sizes[location] ?? 0);
    return part ? cut({ line, slot, widths }, starts, part) : { line, slot, widths };
  };
  return { addressOf, initial };
}

function cut(whole: Address, starts: readonly number[], { offset, size }: Part): Address {
  const first = starts.indexOf(offset);
  const count = starts.filter((start) => start >= offset && start < offset + size).length;
  return {
    line: whole.line,
    slot: whole.slot + first,
    widths: whole.widths.slice(first, first + count),
  };
}
