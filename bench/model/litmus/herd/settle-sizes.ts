import { LitmusFault } from '../program/fault.ts';
import type { InitialState } from './initial-state.ts';
import type { Touch } from './x86.ts';

/** Bytes of each location that is accessed in parts; null for one that always is accessed whole. */
export type Sizes = ReadonlyMap<string, number | null>;

/**
 * A location is as large as its type or its largest access. Where all accesses have the same size and
 * begin at its first byte, they are to the whole of it, and nothing depends on how large that is.
 */
export function settled(start: InitialState, touches: readonly Touch[]): Sizes {
  const sizes = new Map<string, number | null>();
  for (const [location, of] of Map.groupBy(touches, (touch) => touch.location)) {
    const known = of.flatMap(({ bytes }) => bytes ?? []);
    const declared = start.locations.get(location)?.size ?? 0;
    const alike = new Set(known).size <= 1 && of.every(({ offset }) => offset === 0);
    const size = Math.max(
      declared,
      ...known,
      ...of.map(({ offset, bytes }) => offset + (bytes ?? 0)),
    );
    const whole = alike && (declared === 0 || known.length === 0 || declared <= (known[0] ?? 0));
    if (!whole && (size > 8 || of.some(({ offset, bytes }) => offset % (bytes ?? 1) !== 0))) {
      const expected = `expected aligned accesses within the 8 bytes of ${location}`;
      throw new LitmusFault(1, expected, '');
    }
    sizes.set(location, whole ? null : ([1, 2, 4, 8].find((one) => one >= size) ?? 8));
  }
  return sizes;
}
