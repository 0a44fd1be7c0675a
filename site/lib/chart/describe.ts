import type { Measurement } from '../../../data/schema/run.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import { median } from '../format.ts';
import type { Naming } from '../naming.ts';
import type { Chart, Line, Mark, Panel } from './chart.ts';
import { scaleOver } from './scale.ts';

/** How to draw what was chosen. */
export interface View {
  /** Axes to make small multiples by, as far as they vary. */
  readonly panels: readonly string[];
  /** Key of the line that values are given relative to. */
  readonly baseline?: string | undefined;
  /** Of the values; `auto` is logarithmic where that reads better. */
  readonly scale?: 'auto' | 'linear' | 'log';
}

/** Small multiples unless others are asked for: what a reader compares last. */
export const usualPanels = ['fs', 'kernel'] as const;

/** What an eye can tell apart in one panel: lines, or rows of a dot plot. */
const mostLines = 8;
const mostRows = 24;
/** Ratio of largest to smallest value from which a logarithmic axis reads better. */
const logFrom = 20;

/** One chart of the measurements of one metric in one unit; null without any. */
export function describe(
  rows: readonly Measurement[],
  naming: Naming,
  view: View = { panels: usualPanels },
): Chart | null {
  const [first] = rows;
  if (!first) return null;
  const roles = rolesOf(rows, naming, view.panels);
  const form = roles.across === null ? 'dots' : 'lines';
  const every = linesOf(rows, roles, naming);
  const kept = readable(every, form);
  const baseline = kept.find((line) => line.key === view.baseline) ?? null;
  const panels = panelsOf(kept, roles, naming)
    .map((panel) => (baseline ? related(panel, baseline.key) : panel))
    .filter((panel) => panel.lines.length > 0);
  const marks = panels.flatMap((panel) => panel.lines.flatMap((line) => line.marks));
  const drawn = new Set(marks.map((mark) => mark.row));
  const keptRows = new Set(kept.flatMap((line) => line.marks.map((mark) => mark.row)));
  const name = naming.metric(first.metric);
  const unit = baseline ? `× ${baseline.name}` : plainUnit(first);
  const ends = marks.flatMap(({ low, high }) => [low, high]);
  const xs = marks.map(({ x }) => x);
  if (marks.length === 0) return null;
  const log = view.scale === 'log' || (view.scale !== 'linear' && wide(ends));
  return {
    metric: first.metric,
    name,
    unit,
    form,
    across: roles.across === null ? null : scaleOver(axisTitle(roles.across, naming), xs, wide(xs)),
    // A bar that reaches zero has no place on a logarithmic axis, whatever its median.
    value: scaleOver(unit === '' ? name : `${name}, ${unit}`, ends, log && Math.min(...ends) > 0),
    panels,
    baseline,
    rows: rows.filter((row) => drawn.has(row)),
    left: rows.filter((row) => !keptRows.has(row)).length,
    unrelated: [...keptRows].filter((row) => !drawn.has(row)).length,
  };
}

/** One chart a metric and unit, in order of first appearance. */
export function describeEach(rows: readonly Measurement[], naming: Naming): Chart[] {
  return [...Map.groupBy(rows, (one) => `${one.metric}\0${one.unit}`).values()].flatMap(
    (group) => describe(group, naming) ?? [],
  );
}

/** Which axis does what. */
interface Roles {
  readonly panels: readonly string[];
  readonly across: string | null;
  readonly lines: readonly string[];
}

function rolesOf(rows: readonly Measurement[], naming: Naming, asked: readonly string[]): Roles {
  const varying = varyingAxes(rows);
  const panels = varying.filter(({ name }) => asked.includes(name)).map(({ name }) => name);
  const free = varying.filter(({ name }) => !panels.includes(name));
  const across = free.find((axis) => axis.numeric && axis.values >= 3)?.name ?? null;
  const lines = free.map(({ name }) => name).filter((name) => name !== across);
  const said = lines.filter((name) => name === 'approach' || !follows(rows, 'approach', name));
  const beside = panels.filter((axis) =>
    rows.some(({ conditions }) => naming.everywhere(axis, conditions[axis])),
  );
  // The approach goes first; a value that every panel draws is part of a line's name.
  const ordered = said.toSorted((a, b) => Number(b === 'approach') - Number(a === 'approach'));
  return { panels, across, lines: [...ordered, ...beside] };
}

/** Axes that take more than one value, those with most values first. */
function varyingAxes(rows: readonly Measurement[]) {
  const names = new Set(rows.flatMap((one) => Object.keys(one.conditions)));
  return [...names]
    .map((name) => {
      const values = new Set(rows.map((one) => one.conditions[name]));
      const numeric = [...values].every((value) => typeof value === 'number');
      return { name, values: values.size, numeric };
    })
    .filter((axis) => axis.values > 1)
    .sort((a, b) => b.values - a.values);
}

/** Whether knowing one axis is knowing the other, so that a name need not say both. */
function follows(rows: readonly Measurement[], from: string, to: string): boolean {
  const known = new Map<unknown, unknown>();
  return rows.every(({ conditions }) => {
    const at = conditions[from];
    if (at === undefined) return false;
    if (!known.has(at)) known.set(at, conditions[to]);
    return known.get(at) === conditions[to];
  });
}

/** Lines over all panels, marks not yet told apart by panel. */
function linesOf(rows: readonly Measurement[], roles: Roles, naming: Naming): Line[] {
  const named = (conditions: Conditions) =>
    roles.lines.flatMap((axis): [string, Conditions[string]][] => {
      const value = conditions[axis];
      const beside = roles.panels.includes(axis) && !naming.everywhere(axis, value);
      return value === undefined || beside ? [] : [[axis, value]];
    });
  const keyOf = ({ conditions }: Measurement) =>
    named(conditions)
      .map(([axis, value]) => `${axis}:${value}`)
      .join(',');
  return [...Map.groupBy(rows, keyOf)].map(([key, members], index) => {
    const [one] = members;
    const approach = one?.conditions['approach'];
    return {
      key,
      name:
        named(one?.conditions ?? {})
          .map(([axis, value]) => spoken(naming, axis, value))
          .join(' · ') || (approach === undefined ? '' : naming.value('approach', approach)),
      approach: typeof approach === 'string' ? approach : null,
      approachName: approach === undefined ? null : naming.value('approach', approach),
      shape: index,
      marks: members
        .map((row) => markOf(row, roles.across === null ? 0 : Number(row.conditions[roles.across])))
        .sort((a, b) => a.x - b.x),
    };
  });
}

/** Words name themselves; a bare number or switch does not. */
const spoken = (naming: Naming, axis: string, value: Conditions[string]) =>
  typeof value === 'string' ? naming.value(axis, value) : naming.setting(axis, value);

function markOf(row: Measurement, x: number): Mark {
  return {
    x,
    value: median(row.samples),
    low: Math.min(...row.samples),
    high: Math.max(...row.samples),
    n: row.samples.length,
    samples: row.samples,
    row,
    base: 1,
  };
}

/** As many lines as can be read, the same number of each approach. */
function readable(lines: readonly Line[], form: Chart['form']): Line[] {
  const most = form === 'lines' ? mostLines : mostRows;
  if (lines.length <= most) return [...lines];
  const groups = [...Map.groupBy(lines, (one) => one.approach).values()];
  const each = Math.max(1, Math.floor(most / groups.length));
  const kept = new Set(groups.flatMap((group) => group.slice(0, each)).slice(0, most));
  return lines.filter((line) => kept.has(line));
}

function panelsOf(lines: readonly Line[], { panels }: Roles, naming: Naming): Panel[] {
  const isBeside = ({ row }: Mark) =>
    panels.some((axis) => naming.everywhere(axis, row.conditions[axis]));
  const keyOf = ({ row }: Mark) => JSON.stringify(panels.map((axis) => row.conditions[axis]));
  const marks = lines.flatMap((line) => line.marks);
  const own = new Map(marks.filter((mark) => !isBeside(mark)).map((mark) => [keyOf(mark), mark]));
  const keys = own.size > 0 ? own : new Map(marks.map((mark) => [keyOf(mark), mark]));
  return [...keys].map(([key, example]) => ({
    name: panels
      .map((axis) => naming.setting(axis, example.row.conditions[axis] ?? ''))
      .join(' · '),
    lines: lines.flatMap((line) => {
      const here = line.marks.filter(
        (mark) => keyOf(mark) === key || (isBeside(mark) && fits(mark, example, panels, naming)),
      );
      return here.length > 0 ? [{ ...line, marks: here }] : [];
    }),
  }));
}

/** Whether a mark beside one axis belongs to a panel by the others. */
const fits = (mark: Mark, panel: Mark, panels: readonly string[], naming: Naming): boolean =>
  panels.every((axis) => {
    const value = mark.row.conditions[axis];
    return naming.everywhere(axis, value) || value === panel.row.conditions[axis];
  });

/** The panel with every value divided by the baseline's median at the same place. */
function related(panel: Panel, key: string): Panel {
  const base = new Map(
    panel.lines.find((line) => line.key === key)?.marks.map((mark) => [mark.x, mark.value]),
  );
  const lines = panel.lines.map((line) => ({
    ...line,
    marks: line.marks.flatMap((mark) => {
      const by = base.get(mark.x);
      if (by === undefined || by === 0) return [];
      return [
        {
          ...mark,
          value: mark.value / by,
          low: mark.low / by,
          high: mark.high / by,
          samples: mark.samples.map((sample) => sample / by),
          base: by,
        },
      ];
    }),
  }));
  return { ...panel, lines: lines.filter((line) => line.marks.length > 0) };
}

/** A unit that tells a reader more than the name of the metric does. */
const plainUnit = ({ metric, unit }: Measurement) =>
  ['', '1', 'count', 'events', metric].includes(unit) ? '' : unit;

function axisTitle(axis: string, naming: Naming): string {
  const unit = naming.unit(axis);
  return unit === '' ? naming.axis(axis) : `${naming.axis(axis)}, ${unit}`;
}

function wide(values: readonly number[]): boolean {
  const least = Math.min(...values);
  return least > 0 && Math.max(...values) / least >= logFrom;
}
