import type { Trace, TraceStep } from '../../data/schema/trace.ts';
import { byNumber } from './by-number.ts';

/** Something that holds from one step to another: an actor's step, or what a cell contained. */
export interface Slice {
  /** Steps by index, both included. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** One row: an actor, or a cell of a part of the machine. */
export interface Track {
  readonly name: string;
  readonly slices: readonly Slice[];
}

export interface Lane {
  readonly name: string;
  readonly tracks: readonly Track[];
}

const parts = [
  ['CPU caches', 'caches'],
  ['Write-pending queue', 'queue'],
  ['Log', 'log'],
  ['Media', 'media'],
] as const;

/** A trace over time: who acts, and what caches, queue, log and media hold, of the cells that change. */
export function lanesOf({ steps }: Pick<Trace, 'steps'>): Lane[] {
  const actors = [...new Set(steps.map((step) => step.actor))];
  const acting = {
    name: 'Actors',
    tracks: actors.map((name) => ({
      name,
      slices: steps
        .filter((step) => step.actor === name)
        .map(({ index }) => ({ from: index, to: index, text: String(index + 1) })),
    })),
  };
  const holding = parts.map(([name, part]) => ({ name, tracks: tracks(steps, part) }));
  return [acting, ...holding].filter((lane) => lane.tracks.length > 0);
}

type Part = (typeof parts)[number][1];

function tracks(steps: readonly TraceStep[], part: Part): Track[] {
  const names = [...new Set(steps.flatMap((step) => Object.keys(step.state[part])))];
  return names
    .map((name) => ({ name, slices: slices(steps, part, name) }))
    .filter((track) => changes(track, steps.length))
    .sort(
      (a, b) => (a.slices[0]?.from ?? 0) - (b.slices[0]?.from ?? 0) || byNumber(a.name, b.name),
    );
}

/** Whether a cell is more than one value all along. */
const changes = ({ slices: [first, ...more] }: Track, steps: number): boolean =>
  first !== undefined && (more.length > 0 || first.from > 0 || first.to < steps - 1);

function slices(steps: readonly TraceStep[], part: Part, name: string): Slice[] {
  const found: Slice[] = [];
  for (const { index, state } of steps) {
    const text = state[part][name];
    const last = found.at(-1);
    if (text === undefined) continue;
    if (last && last.to === index - 1 && last.text === text) {
      found[found.length - 1] = { ...last, to: index };
    } else found.push({ from: index, to: index, text });
  }
  return found;
}
