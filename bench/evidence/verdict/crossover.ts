import type { Conditions } from '../../../data/schema/scope.ts';
import type { Crossover, Quotient } from '../../../data/schema/verdict.ts';
import type { Comparison } from '../predicate/compare.ts';
import { type Node, nodes } from '../predicate/syntax.ts';
import { byConditions } from './cases.ts';
import { quotientOf } from './effect.ts';

/** Fewer points are no curve. */
const fewestPoints = 3;

interface Point {
  readonly value: number;
  readonly quotient: number;
  /** Null where the quotient cannot be told from 1. */
  readonly less: Crossover['less'] | null;
}

/**
 * Where the sides of a predicate's comparison cross, along each axis whose values are numbers, for each
 * setting of the others. Points that cannot be told from 1, by their interval or by the effect that does not
 * matter, are no side of a crossing. Only of predicates that make one ordering comparison of measurements: of
 * others no curve can be drawn.
 */
export function crossoversOf(
  predicate: Node,
  minimumEffect: number,
  comparisons: readonly Comparison[],
): readonly Crossover[] {
  if (!comparesOnce(predicate)) return [];
  const axes = [...new Set(comparisons.flatMap(({ given }) => Object.keys(given)))].sort();
  return axes.flatMap((axis) =>
    [...Map.groupBy(comparisons, (one) => JSON.stringify(others(one.given, axis)))]
      .flatMap(([, of]) => curve(axis, minimumEffect, of) ?? [])
      .sort((a, b) => byConditions(a.when, b.when)),
  );
}

function comparesOnce(predicate: Node): boolean {
  const compared = [...nodes(predicate)].filter((node) => node.kind === 'comparison');
  const [only] = compared;
  if (!only || compared.length > 1 || only.operator === '==' || only.operator === '!=')
    return false;
  return [only.left, only.right].every((side) =>
    [...nodes(side)].some(({ kind }) => kind === 'metric'),
  );
}

function others(given: Conditions, axis: string): Conditions {
  return Object.fromEntries(
    Object.entries(given)
      .filter(([name]) => name !== axis)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function curve(axis: string, margin: number, of: readonly Comparison[]): Crossover | null {
  const [first] = of;
  const points = of.flatMap((one) => point(axis, margin, one)).sort((a, b) => a.value - b.value);
  const told = points.flatMap(({ less, ...rest }) => (less ? [{ less, ...rest }] : []));
  const [least] = told;
  if (!first || !least || new Set(points.map(({ value }) => value)).size < fewestPoints)
    return null;
  return {
    axis,
    when: others(first.given, axis),
    values: points.map(({ value }) => value),
    less: least.less,
    crossings: told.slice(1).flatMap((after, index) => {
      const before = told[index];
      if (!before || before.less === after.less) return [];
      return [{ from: before.value, to: after.value, at: passes(before, after) }];
    }),
  };
}

function point(axis: string, margin: number, one: Comparison): readonly Point[] {
  const value = one.given[axis];
  const quotient = quotientOf(one);
  if (typeof value !== 'number' || !quotient || quotient.low <= 0) return [];
  return [{ value, quotient: quotient.estimate, less: lessOf(one, quotient, margin) }];
}

/** Exact equality is on the side that the comparison allows. */
function lessOf(
  { operator, exact }: Comparison,
  { low, high }: Quotient,
  margin: number,
): Point['less'] {
  if (high < 1 - margin) return 'left';
  if (low > 1 + margin) return 'right';
  if (!exact || low !== 1 || high !== 1) return null;
  return operator === '<=' ? 'left' : operator === '>=' ? 'right' : null;
}

/** Where a line through two points reaches 1, on logarithmic scales; six digits, so that it prints the same everywhere. */
function passes(a: Point, b: Point): number {
  const share = Math.log(a.quotient) / (Math.log(a.quotient) - Math.log(b.quotient));
  const at =
    a.value > 0
      ? Math.exp(Math.log(a.value) + share * (Math.log(b.value) - Math.log(a.value)))
      : a.value + share * (b.value - a.value);
  return Number(at.toPrecision(6));
}
