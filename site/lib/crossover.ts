import type { Crossover } from '../../data/schema/verdict.ts';
import { figure } from './format.ts';
import { axisName } from './names.ts';

/** What the two sides of a comparison are called: the values in which they differ. */
export interface Sides {
  readonly left: string;
  readonly right: string;
}

/** The sides of a predicate that makes one comparison, named by what tells them apart. */
export function sidesOf(predicate: string): Sides {
  const [left = '', right = ''] = predicate.replace(/\s+/g, ' ').split(/ (?:<=|>=|<|>) /);
  const [a, b] = [selected(left), selected(right)];
  const named = (of: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    [...of].filter(([axis, value]) => other.get(axis) !== value).map(([, value]) => value);
  const [of, over] = [named(a, b), named(b, a)];
  return of.length > 0 && over.length > 0
    ? { left: of.join(', '), right: over.join(', ') }
    : { left: 'the left side', right: 'the right side' };
}

/** `method` to `syncfs`, from the first selection of one side. */
const selected = (side: string): ReadonlyMap<string, string> =>
  new Map(
    (/\[([^\]]*)\]/.exec(side)?.[1] ?? '').split(',').flatMap((pair) => {
      const [axis = '', value = ''] = pair.split('=').map((part) => part.trim());
      return axis && value && axis !== value ? [[axis, value] as const] : [];
    }),
  );

const other = { left: 'right', right: 'left' } as const;

/** `aio-fsync takes less up to 8, fsync from 64 on: crossover at about 23`. */
export function crossingWords({ axis, values, less, crossings }: Crossover, sides: Sides): string {
  const [least, most] = [values[0] ?? 0, values.at(-1) ?? 0];
  if (crossings.length === 0)
    return `${sides[less]} is less wherever they can be told apart, ${axisName(axis)} ${figure(least)} to ${figure(most)}`;
  let side: Crossover['less'] = less;
  const parts = crossings.map(({ from, to, at }) => {
    const before = side;
    side = other[side];
    return `${sides[before]} is less up to ${figure(from)}, ${sides[side]} from ${figure(to)} on: crossover at about ${figure(at)}`;
  });
  return parts.join('; ');
}
