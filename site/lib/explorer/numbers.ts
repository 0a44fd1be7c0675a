import { figure, median, settings, shown, words } from '../format.ts';
import { split } from '../settings.ts';
import { type Row, shortId } from './rows.ts';

/** The numbers of a chart as a table of texts, with what all rows share said once. */
export interface Numbers {
  readonly shared: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One row a setting; several runs of it stand side by side, two of them with their ratio. */
export function numbersOf(rows: readonly Row[]): Numbers {
  const runs = [...new Map(rows.map((row) => [row.from.id, row.from])).values()];
  const settingOf = ({ conditions }: Row) =>
    runs.length > 1
      ? Object.fromEntries(
          Object.entries(conditions).filter(([axis]) => axis !== 'run-id' && axis !== 'substrate'),
        )
      : conditions;
  const { shared, axes } = split(rows.map(settingOf));
  const bySetting = Map.groupBy(rows, (row) =>
    JSON.stringify(Object.entries(settingOf(row)).sort()),
  );
  const [first] = rows;
  const medians =
    runs.length > 1
      ? runs.map((run) => `${shortId(run.id)}, ${run.substrate}`)
      : ['median', 'min', 'max'];
  return {
    shared: [first && words(first.metric), first?.unit, settings(shared)]
      .filter((part, at, all) => part && all.indexOf(part) === at)
      .join(' · '),
    head: [...axes.map(words), ...medians, ...(runs.length === 2 ? ['ratio'] : []), 'n'],
    rows: [...bySetting.values()].map((group) => {
      const of = runs.map((run) => group.find((row) => row.from.id === run.id)?.samples);
      const [one = [], two = []] = of;
      const ratio = median(two) / median(one);
      return [
        ...axes.map((axis) => shown(group[0]?.conditions[axis])),
        ...(runs.length > 1 ? of.map((samples) => (samples ? ranged(samples) : '')) : spread(one)),
        ...(runs.length === 2 ? [Number.isFinite(ratio) ? figure(ratio) : ''] : []),
        of.map((samples) => samples?.length ?? 0).join(' · '),
      ];
    }),
  };
}

const spread = (samples: readonly number[]) =>
  [median(samples), Math.min(...samples), Math.max(...samples)].map(figure);

/** `10,652 (10,652 to 11,456)`: the median and, where samples differ, their range. */
function ranged(samples: readonly number[]): string {
  const [middle = '', low = '', high = ''] = spread(samples);
  return low === high ? middle : `${middle} (${low} to ${high})`;
}
