import type { Chart, Panel } from './chart.ts';

/** Where the parts of one panel lie, in pixels of its picture. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Names stand at the ends of lines, before rows, above rows, or, being too long for it, in a key. */
  readonly names: 'ends' | 'before' | 'above' | 'key';
  /** From one row to the next. */
  readonly pitch: number;
}

/** A letter of the names, in pixels, on average. */
const letter = 6.3;
/** Of names at the ends of lines in a narrow picture. */
const widest = 150;

/** A panel as wide as the page's text, or, in a narrow one, as a phone. */
export function layoutOf(chart: Chart, panel: Panel, narrow: boolean): Layout {
  const longest = Math.max(
    ...chart.panels.flatMap((one) => one.lines.map((line) => line.name.length)),
    8,
  );
  const width = narrow ? 358 : 660;
  if (chart.form === 'dots') {
    const pitch = narrow ? 36 : 22;
    const bottom = panel.lines.length * pitch + 8;
    const left = narrow ? 8 : Math.min(410, longest * letter + 12);
    return {
      width,
      height: bottom + 28,
      left,
      right: width - 68,
      top: narrow ? 26 - pitch / 2 : 5,
      bottom,
      names: narrow ? 'above' : 'before',
      pitch,
    };
  }
  const wanted = Math.max(60, longest * letter);
  const ends = !narrow || wanted <= widest;
  const bottom = narrow ? 190 : 262;
  const room = ends ? Math.min(narrow ? widest : 250, wanted) + 12 : 10;
  return {
    width,
    height: bottom + 44 + (ends ? 0 : panel.lines.length * 20 + 8),
    left: narrow ? 42 : 52,
    right: width - room,
    top: 10,
    bottom,
    names: ends ? 'ends' : 'key',
    pitch: 20,
  };
}

/** Moves labels apart so that none covers another and none leaves the panel; keeps their order. */
export function spread(
  wanted: readonly number[],
  distance: number,
  from: number,
  to: number,
): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  let last = from - distance;
  for (const index of order) {
    last = Math.max(placed[index] ?? 0, last + distance);
    placed[index] = last;
  }
  let limit = to;
  for (const index of order.toReversed()) {
    limit = Math.min(placed[index] ?? 0, limit);
    placed[index] = limit;
    limit -= distance;
  }
  return placed;
}
