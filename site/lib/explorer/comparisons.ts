import { Comparison } from '../../../data/schema/comparison.ts';
import type { Run } from '../../../data/schema/run.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import type { Chart } from '../chart/chart.ts';
import { describe, usualPanels } from '../chart/describe.ts';
import { runs } from '../data.ts';
import { href } from '../href.ts';
import { naming } from '../names.ts';
import { once } from '../once.ts';
import { root } from '../root.ts';
import type { Choice } from './choice.ts';
import { narrowed } from './narrowed.ts';
import { offers } from './offers.ts';
import { chosenRows, joined, type Row } from './rows.ts';

/** A question with its answer: a choice of rows and the chart of them. */
export interface Answered {
  /** Empty for the explorer without any question of its own. */
  readonly id: string;
  readonly question: string;
  readonly run: Run;
  readonly choice: Choice;
  /** Every row of the run, and those that the chart was made from. */
  readonly all: readonly Row[];
  readonly rows: readonly Row[];
  readonly chart: Chart;
}

/** Every question that a committed run answers; where there is none, the fullest run as it is. */
export const comparisons = once((): readonly Answered[] => {
  const asked = readYaml(`${root}/data/comparisons.yaml`, Comparison.array());
  const answered = asked.flatMap((one) => {
    const run = runs().find(
      (found) =>
        found.experiment === one.experiment &&
        found.substrate === one.scope &&
        found.measurements.some(({ metric }) => metric === one.metric),
    );
    return run ? (answer(one.id, one.question, run, { ...one, axes: one.where }) ?? []) : [];
  });
  const fullest = runs().find(({ id }) => id === offers()[0]?.run);
  const [first] = fullest?.measurements ?? [];
  if (answered.length > 0 || !fullest || !first) return answered;
  const plain = { metric: first.metric, panels: usualPanels, baseline: '' };
  const axes = narrowed(fullest.measurements, plain);
  return [answer('', '', fullest, { ...plain, axes }) ?? []].flat();
});

function answer(
  id: string,
  question: string,
  run: Run,
  { metric, axes, panels, baseline }: Pick<Choice, 'metric' | 'axes' | 'panels' | 'baseline'>,
): Answered | null {
  const choice: Choice = {
    run: run.id,
    beside: [],
    metric,
    axes,
    panels,
    baseline,
    scale: 'auto',
    raw: false,
  };
  const all = joined([run]);
  const rows = chosenRows(all, choice);
  const chart = describe(rows, naming(), { panels, baseline });
  return chart && { id, question, run, choice, all, rows, chart };
}

/** The first question is the explorer's own page. */
export const comparisonHref = ({ id }: Answered): string =>
  id === '' || id === comparisons()[0]?.id ? href('/explorer/') : href(`/explorer/${id}/`);
