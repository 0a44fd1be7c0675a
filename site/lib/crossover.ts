import type { Crossover } from '../../data/schema/verdict.ts';
import { figure, words } from './format.ts';

/** The left side of a predicate that makes one comparison, without the quantifier before it. */
export function leftOf(predicate: string): string {
  const [left = ''] = predicate.replace(/\s+/g, ' ').split(/ (?:<=|>=|<|>) /);
  return left.replace(/^(?:(?:every|some) [\w-]+|each sample): /, '').trim();
}

const other = { left: 'right', right: 'left' } as const;

/** `the left side up to 8, the right one from 64 on; crossover at about 23 files`. */
export function crossingWords({ axis, values, less, crossings }: Crossover): string {
  const [least, most] = [values[0] ?? 0, values.at(-1) ?? 0];
  if (crossings.length === 0)
    return `the ${less} side wherever they can be told apart, ${words(axis)} ${figure(least)} to ${figure(most)}`;
  let side: 'left' | 'right' = less;
  const parts = crossings.map(({ from, to, at }) => {
    const before = side;
    side = other[side];
    return `the ${before} side up to ${figure(from)}, the ${side} side from ${figure(to)} on: crossover at about ${figure(at)}`;
  });
  return parts.join('; ');
}
