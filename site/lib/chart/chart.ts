import type { Measurement } from '../../../data/schema/run.ts';

/**
 * A chart as data: what is drawn, on which scales, under which names. The build draws it as SVG
 * (`svg.ts`), the page with chart.js (`config.ts`); neither decides anything about its marks.
 */
export interface Chart {
  /** Id of the metric, and what pages call it. */
  readonly metric: string;
  readonly name: string;
  /** Of the values; empty where they have none. */
  readonly unit: string;
  /** `lines`: a numeric axis runs across. `dots`: one row a setting. */
  readonly form: 'lines' | 'dots';
  /** The numeric axis; of a dot plot, none. */
  readonly across: Scale | null;
  readonly value: Scale;
  /** Small multiples, all on the same scales; one without a name where there is nothing to tell apart. */
  readonly panels: readonly Panel[];
  /** The line that values are given relative to. */
  readonly baseline: Line | null;
  /** The measurements drawn, each once. */
  readonly rows: readonly Measurement[];
  /** How many measurements were chosen but left out: too many lines, or nothing to relate them to. */
  readonly left: number;
  readonly unrelated: number;
}

export interface Panel {
  readonly name: string;
  readonly lines: readonly Line[];
}

/** Of a dot plot, a line has one mark. */
export interface Line {
  /** Ids and values, such as `approach:fsync,mapping:pte`; the same in every panel. */
  readonly key: string;
  readonly name: string;
  /** Decides the colour; lines that are no approach are drawn in ink. */
  readonly approach: string | null;
  readonly approachName: string | null;
  /** Which shape its marks have, the same in every panel. */
  readonly shape: number;
  readonly marks: readonly Mark[];
}

/** The samples of one setting: median and range, in the unit of the chart. */
export interface Mark {
  readonly x: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly samples: readonly number[];
  readonly row: Measurement;
  /** What the values were divided by; 1 without a baseline. */
  readonly base: number;
}

/** An axis of numbers and its labelled ticks. */
export interface Scale {
  readonly name: string;
  readonly log: boolean;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}
