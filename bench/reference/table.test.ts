import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepsOrder, type Unnumbered } from '../model/px86/order.ts';
import type { Event, Kind } from './events.ts';
import { preserved } from './preserved.ts';

/** The rows of the ordering table in docs/decisions/0008, by kind of the earlier event. */
function documented(): Map<string, Map<string, string>> {
  const file = join(import.meta.dirname, '../../docs/decisions/0008-px86-reading.md');
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('|---'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().split(' ')[0] ?? ''),
    );
  const [head = [], ...body] = rows;
  return new Map(
    body.map(([earlier = '', ...cells]) => [
      earlier,
      new Map(cells.map((cell, column) => [head[column + 1] ?? '', cell])),
    ]),
  );
}

const table = documented();
const kindOf: Readonly<Record<string, Kind>> = {
  R: 'R',
  W: 'W',
  NT: 'NT',
  RMW: 'U',
  MF: 'MF',
  SF: 'SF',
  FL: 'FL',
  FO: 'FO',
};

/** Same location, same line but another location, another line. */
const places = [
  { line: 0, slot: 0, location: 'x' },
  { line: 0, slot: 1, location: 'z' },
  { line: 1, slot: 0, location: 'y' },
] as const;

/** What a cell says for two events, the first of them at `x`. */
function says(cell: string, place: (typeof places)[number]): boolean {
  if (cell === 'l') return place.line === 0;
  if (cell === 'x') return place.location === 'x';
  return cell === '+';
}

const cells = [...table].flatMap(([earlier, row]) =>
  [...row].map(([later, cell]) => [earlier, later, cell] as const),
);

test('the documented table is complete', () => {
  expect(cells.map(([earlier, later]) => `${earlier} ${later}`)).toHaveLength(64);
});

test.each(cells)('%s before %s: %s, as documented and in the reference', (earlier, later, cell) => {
  for (const place of places) {
    const at = (kind: string, { line, location }: { line: number; location: string }): Event => ({
      thread: 0,
      position: 0,
      kind: kindOf[kind] ?? 'R',
      location,
      units: [0],
      line,
      reads: null,
      writes: null,
    });
    const kept = preserved(at(earlier, places[0]), at(later, place));
    expect(kept, `${earlier} ${later} at ${place.location}`).toBe(says(cell, place));
  }
});

/** What waits in a store buffer; the other kinds wait for the buffer and never enter it. */
function buffered(kind: string, { line, slot }: { line: number; slot: number }): Unnumbered | null {
  switch (kind) {
    case 'W':
      return { kind: 'write', at: { line, slot, widths: [null] }, values: [1] };
    case 'NT':
      return { kind: 'nontemporal', at: { line, slot, widths: [null] }, values: [1] };
    case 'FL':
      return { kind: 'flush', line };
    case 'FO':
      return { kind: 'flushopt', line };
    case 'SF':
      return { kind: 'sfence' };
    default:
      return null;
  }
}

const inBuffer = cells.filter(
  ([earlier, later]) => buffered(earlier, places[0]) && buffered(later, places[0]),
);

test.each(inBuffer)('%s before %s: %s, as the machine propagates', (earlier, later, cell) => {
  for (const place of places) {
    const first = buffered(earlier, places[0]);
    const second = buffered(later, place);
    expect(first && second && keepsOrder(first, second)).toBe(says(cell, place));
  }
});
