import type { Chart, Mark } from './chart.ts';

/** A mark and the panel that it stands in. */
export interface Drawn {
  /** Empty where a measurement is drawn alike in every panel that has it. */
  readonly panel: string;
  readonly mark: Mark;
}

/**
 * What a chart draws, for its table and its CSV: every measurement once, or, relative to a baseline,
 * once a panel, since each panel has a baseline of its own.
 */
export function drawnOf({ panels, baseline }: Chart): Drawn[] {
  const every = panels.flatMap((panel) =>
    panel.lines.flatMap((line) => line.marks.map((mark) => ({ panel: panel.name, mark }))),
  );
  if (baseline) return panels.length > 1 ? every : every.map((one) => ({ ...one, panel: '' }));
  const once = new Map(every.map(({ mark }) => [mark.row, { panel: '', mark }]));
  return [...once.values()];
}
