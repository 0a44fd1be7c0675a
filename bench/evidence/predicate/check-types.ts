import type { Metric } from '../../../data/schema/metric.ts';
import { PredicateError } from './predicate-error.ts';
import { type Node, nodes, type Selection, type Value } from './syntax.ts';
import {
  dimensionless,
  divided,
  multiplied,
  sameDimension,
  type Unit,
  unitName,
  unitOf,
} from './unit.ts';

/** What a predicate may name: the metrics, and the axes with the values known for each. */
export interface Vocabulary {
  readonly metrics: ReadonlyMap<string, Metric>;
  /** An empty list of values admits any value: axes such as `kernel` that a run brings along. */
  readonly axes: ReadonlyMap<string, readonly Value[]>;
}

interface Quantity {
  readonly unit: Unit;
  readonly zero: boolean;
}

type Type =
  | { readonly kind: 'truth' }
  | ({ readonly kind: 'number' } & Quantity)
  /** The value of an axis, which is a plain number or a word. */
  | { readonly kind: 'value'; readonly word: boolean };

/** A predicate whose every name is known and whose every unit fits. */
export interface CheckedPredicate {
  readonly node: Node;
  /** Axes that the predicate itself selects or runs over; the others tell its cases apart. */
  readonly consumed: ReadonlySet<string>;
}

/** @throws PredicateError for an unknown name, a unit that does not fit, or no truth value. */
export function checkTypes(node: Node, vocabulary: Vocabulary): CheckedPredicate {
  const resolved = withAxes(node, vocabulary, new Set());
  const type = typeOf(resolved, vocabulary);
  if (type.kind !== 'truth') {
    throw new PredicateError('expected a truth value, such as a comparison', node.at);
  }
  return { node: resolved, consumed: consumedAxes(resolved) };
}

function consumedAxes(node: Node): Set<string> {
  const consumed = new Set<string>();
  for (const inner of nodes(node)) {
    if ('where' in inner) for (const { axis } of inner.where) consumed.add(axis);
    if ('axis' in inner) consumed.add(inner.axis);
  }
  return consumed;
}

/** Turns bare names that a quantifier binds into axis nodes. */
function withAxes(node: Node, vocabulary: Vocabulary, bound: ReadonlySet<string>): Node {
  switch (node.kind) {
    case 'metric':
      return bound.has(node.metric) && !vocabulary.metrics.has(node.metric)
        ? { kind: 'axis', axis: node.metric, at: node.at }
        : { ...node, where: checkedSelections(node.where, vocabulary, bound) };
    case 'holds':
      return { ...node, where: checkedSelections(node.where, vocabulary, bound) };
    case 'every':
    case 'some':
    case 'least':
      known(node.axis, vocabulary, node.at);
      return { ...node, body: withAxes(node.body, vocabulary, new Set([...bound, node.axis])) };
    default:
      return mapped(node, (inner) => withAxes(inner, vocabulary, bound));
  }
}

/** The node with others in the place of those right below it. */
function mapped<N extends Node>(node: N, of: (inner: Node) => Node): N {
  return {
    ...node,
    ...('left' in node && { left: of(node.left), right: of(node.right) }),
    ...('body' in node && { body: of(node.body) }),
  };
}

function checkedSelections(
  where: readonly Selection[],
  vocabulary: Vocabulary,
  bound: ReadonlySet<string>,
): readonly Selection[] {
  for (const { axis, value, at } of where) {
    const values = known(axis, vocabulary, at);
    if (typeof value === 'string' && bound.has(value)) continue;
    if (values.length > 0 && !values.includes(value)) {
      const choices = values.map((choice) => JSON.stringify(choice)).join(', ');
      throw new PredicateError(`${axis} is never ${JSON.stringify(value)}; it is ${choices}`, at);
    }
  }
  return where;
}

function known(axis: string, vocabulary: Vocabulary, at: number): readonly Value[] {
  const values = vocabulary.axes.get(axis);
  if (values) return values;
  throw new PredicateError(
    `no axis ${axis}; there are ${[...vocabulary.axes.keys()].join(', ')}`,
    at,
  );
}

function typeOf(node: Node, vocabulary: Vocabulary): Type {
  switch (node.kind) {
    case 'number':
      return { kind: 'number', unit: node.unit, zero: node.value === 0 };
    case 'axis':
      return { kind: 'value', word: wordy(node.axis, vocabulary) };
    case 'metric':
      return { kind: 'number', unit: unitOfMetric(node.metric, vocabulary, node.at), zero: false };
    case 'holds':
      return { kind: 'truth' };
    case 'not':
    case 'each sample':
    case 'every':
    case 'some':
      truth(node.body, vocabulary);
      return { kind: 'truth' };
    case 'least':
      truth(node.body, vocabulary);
      if (!wordy(node.axis, vocabulary))
        return { kind: 'number', unit: dimensionless, zero: false };
      throw new PredicateError(`${node.axis} has words for values, so there is no least`, node.at);
    case 'and':
    case 'or':
      truth(node.left, vocabulary);
      truth(node.right, vocabulary);
      return { kind: 'truth' };
    case 'comparison':
      fitting(numeric(node.left, vocabulary), numeric(node.right, vocabulary), node.at);
      return { kind: 'truth' };
    case 'arithmetic':
      return arithmetic(node, vocabulary);
  }
}

const wordy = (axis: string, vocabulary: Vocabulary): boolean =>
  (vocabulary.axes.get(axis) ?? []).some((value) => typeof value !== 'number');

function unitOfMetric(name: string, vocabulary: Vocabulary, at: number): Unit {
  const metric = vocabulary.metrics.get(name);
  if (!metric) throw new PredicateError(`no metric ${name} in data/metrics.yaml`, at);
  const unit = unitOf(metric.unit);
  if (!unit) throw new PredicateError(`metric ${name} has an unknown unit ${metric.unit}`, at);
  return { ...unit, scale: 1 };
}

function truth(node: Node, vocabulary: Vocabulary): void {
  if (typeOf(node, vocabulary).kind !== 'truth') {
    throw new PredicateError('expected a truth value here', node.at);
  }
}

function numeric(node: Node, vocabulary: Vocabulary): Quantity {
  const type = typeOf(node, vocabulary);
  if (type.kind === 'number') return type;
  if (type.kind === 'value' && !type.word) return { unit: dimensionless, zero: false };
  throw new PredicateError('expected a number here', node.at);
}

/** Zero is zero in any unit; anything else must be of one dimension. */
function fitting(left: Quantity, right: Quantity, at: number): void {
  if (left.zero || right.zero || sameDimension(left.unit, right.unit)) return;
  throw new PredicateError(
    `units do not fit: ${unitName(left.unit)} against ${unitName(right.unit)}`,
    at,
  );
}

function arithmetic(node: Node & { readonly kind: 'arithmetic' }, vocabulary: Vocabulary): Type {
  const [left, right] = [numeric(node.left, vocabulary), numeric(node.right, vocabulary)];
  const zero = left.zero || right.zero;
  if (node.operator === '*')
    return { kind: 'number', unit: multiplied(left.unit, right.unit), zero };
  if (node.operator === '/') {
    return { kind: 'number', unit: divided(left.unit, right.unit), zero: left.zero };
  }
  fitting(left, right, node.at);
  const { unit } = left.zero ? right : left;
  return { kind: 'number', unit, zero: left.zero && right.zero };
}
