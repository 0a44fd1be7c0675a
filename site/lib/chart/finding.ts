import { count, figure, quantity } from '../format.ts';
import type { Chart, Line, Mark } from './chart.ts';

/** One place where lines can be compared: the marks of one panel above one number. */
type Place = readonly { readonly line: Line; readonly mark: Mark }[];

/**
 * What a chart shows, as a sentence without its full stop: computed from the marks drawn and true of
 * all of them. One mark is less than another only where their samples do not overlap.
 */
export function finding(chart: Chart): string {
  const places = placesOf(chart);
  const compared = places.filter((place) => place.length > 1);
  const subject = capital(chart.name);
  if (chart.baseline) return `${subject} relative to ${chart.baseline.name}: ${ratios(chart)}`;
  if (compared.length === 0) return `${subject}: ${alone(chart)}`;
  if (compared.every(alike)) {
    return `${subject}: alike in ${compared.length === 1 ? 'every setting' : `each of ${settings(compared)}`}, ${range(
      compared.flat().map(({ mark }) => mark.value),
      chart.unit,
    )}`;
  }
  const least = ends(compared, 'least');
  const most = ends(compared, 'most');
  const spread = apart(compared, chart.unit);
  const each = inEach(compared);
  if (least.always && most.always) {
    return `${subject}: least with ${least.always}${each}, most with ${most.always}, ${spread}`;
  }
  if (least.always) return `${subject}: least with ${least.always}${each}; the most is ${spread}`;
  if (most.always) return `${subject}: most with ${most.always}${each}; it is ${spread}`;
  const shares = least.shares.slice(0, 3).map(({ name, times }) => `${name} in ${times}`);
  return `${subject}: none is the least throughout; of ${settings(compared)}, ${shares.join(', ')}${least.shares.length > 3 ? ', others in the rest' : ''}`;
}

function placesOf(chart: Chart): Place[] {
  return chart.panels.flatMap((panel) => [
    ...Map.groupBy(
      panel.lines.flatMap((line) => line.marks.map((mark) => ({ line, mark }))),
      ({ mark }) => mark.x,
    ).values(),
  ]);
}

/** Who is at an end of all places, or, where that differs, at how many. */
function ends(places: readonly Place[], end: 'least' | 'most') {
  const lines = places.map((place) => extreme(place, end));
  const names = Map.groupBy(lines, (place) => place.map(({ name }) => name).join('\n'));
  const shares = [...names.values()]
    .map((of) => ({ name: together(of[0] ?? []), times: of.length }))
    .sort((a, b) => b.times - a.times);
  const approaches = new Set(lines.flat().map((line) => line.approachName));
  const [approach] = approaches;
  const one = approaches.size === 1 && typeof approach === 'string' ? approach : null;
  return { always: shares.length === 1 ? (shares[0]?.name ?? null) : one, shares };
}

/** The lines at an end: those whose samples reach the outermost one's. */
function extreme(place: Place, end: 'least' | 'most'): Line[] {
  const sign = end === 'least' ? 1 : -1;
  const [one] = place.toSorted((a, b) => sign * (a.mark.value - b.mark.value));
  if (!one) return [];
  return place
    .filter(({ mark }) => (end === 'least' ? mark.low <= one.mark.high : mark.high >= one.mark.low))
    .map(({ line }) => line);
}

/** Names of lines that a title has room for: as many, and as many letters of them. */
const [mostNames, mostLetters] = [4, 72];

/** `MAP_SYNC and static chunk alike`; more, or longer names, are counted by approach: `MAP_SYNC (3 lines)`. */
function together(lines: readonly Line[]): string {
  const names = lines.map((line) => line.name);
  const letters = names.join('').length;
  if (names.length > mostNames || (names.length > 1 && letters > mostLetters)) {
    return `${byApproach(lines) ?? count(names.length, 'line')} alike`;
  }
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last} alike`;
}

/** Lines counted by their approaches; null where there are many or a line has none. */
function byApproach(lines: readonly Line[]): string | null {
  const groups = [...Map.groupBy(lines, (line) => line.approachName)];
  if (groups.length > mostNames || groups.some(([name]) => name === null)) return null;
  const said = groups.map(([name, of]) =>
    of.length === 1 ? name : `${name} (${count(of.length, 'line')})`,
  );
  const last = said.pop();
  return said.length === 0 ? `${last}` : `${said.join(', ')} and ${last}`;
}

const alike = (place: Place): boolean =>
  Math.max(...place.map(({ mark }) => mark.low)) <= Math.min(...place.map(({ mark }) => mark.high));

/** How far the ends of each place lie apart: `12 to 40 times the least`. */
function apart(places: readonly Place[], unit: string): string {
  const sides = places.map((place) => {
    const values = place.map(({ mark }) => mark.value);
    return { least: Math.min(...values), most: Math.max(...values) };
  });
  if (sides.some(({ least }) => least <= 0)) {
    return `${range(
      sides.map(({ most }) => most),
      unit,
    )} against ${range(
      sides.map(({ least }) => least),
      unit,
    )}`;
  }
  return `${range(
    sides.map(({ least, most }) => most / least),
    '',
  )} times the least`;
}

/** Each line by the range of its ratios; the baseline itself is 1 by definition. */
function ratios({ panels, baseline }: Chart): string {
  const marks = Map.groupBy(
    panels.flatMap((panel) => panel.lines).filter((line) => line.key !== baseline?.key),
    (line) => line.key,
  );
  const said = [...marks.values()].map((lines) => {
    const values = lines.flatMap((line) => line.marks.map(({ value }) => value));
    return `${lines[0]?.name ?? ''} ${range(values, '')}`;
  });
  const shown = said.slice(0, 4).join(', ');
  const rest = said.length > 4 ? ` and ${count(said.length - 4, 'line')} more` : '';
  return said.length === 0 ? 'nothing to set beside it' : `${shown}${rest}`;
}

/** A single line: how it runs. */
function alone({ panels, across, unit }: Chart): string {
  const [line] = panels.flatMap((panel) => panel.lines);
  const values = panels.flatMap((panel) =>
    panel.lines.flatMap(({ marks }) => marks.map(({ value }) => value)),
  );
  const said = range(values, unit);
  if (!across || panels.length > 1 || !line) return said;
  const [from, to] = [line.marks[0], line.marks.at(-1)];
  if (!from || !to || from === to) return said;
  return `${quantity(from.value, unit)} at ${across.name} ${figure(from.x)}, ${quantity(to.value, unit)} at ${figure(to.x)}`;
}

/** `3`, or `3 to 9`, with the unit. */
function range(values: readonly number[], unit: string): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const text = figure(low) === figure(high) ? '' : `${figure(low)} to `;
  return `${text}${quantity(high, unit)}`;
}

const settings = (places: readonly Place[]) => count(places.length, 'setting');
const inEach = (places: readonly Place[]) =>
  places.length === 1 ? '' : ` in each of ${settings(places)}`;
const capital = (text: string) => text.replace(/^./, (letter) => letter.toUpperCase());
