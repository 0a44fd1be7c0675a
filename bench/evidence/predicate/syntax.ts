import type { Invariant } from '../../../data/schema/experiment.ts';
import type { Unit } from './unit.ts';

/** A value of an axis. */
export type Value = string | number | boolean;

/** `[approach = fsync, batch = 1]`: which settings are meant, axis by axis. */
export interface Selection {
  readonly axis: string;
  /** A value, or the axis again (`batch = batch`) for the value bound by a quantifier. */
  readonly value: Value;
  readonly at: number;
}

export type Aggregate = 'median' | 'mean' | 'min' | 'max' | 'p90' | 'p99';
export type Comparator = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** The samples of a metric under the settings selected, reduced to one number. */
export interface MetricNode {
  readonly kind: 'metric';
  readonly metric: string;
  readonly aggregate: Aggregate;
  readonly where: readonly Selection[];
  readonly at: number;
}

/** Whether an invariant held in every crash state of the settings selected. */
export interface HoldsNode {
  readonly kind: 'holds';
  readonly invariant: Invariant;
  readonly where: readonly Selection[];
  readonly at: number;
}

export interface QuantifierNode {
  /** `every` and `some` are truth values; `least` is the smallest value of the axis that satisfies. */
  readonly kind: 'every' | 'some' | 'least';
  readonly axis: string;
  readonly body: Node;
  readonly at: number;
}

/** True where the body is true of each repetition: metrics stand for their samples of one index. */
export interface EachSampleNode {
  readonly kind: 'each sample';
  readonly body: Node;
  readonly at: number;
}

export type Node =
  | { readonly kind: 'number'; readonly value: number; readonly unit: Unit; readonly at: number }
  | { readonly kind: 'axis'; readonly axis: string; readonly at: number }
  | MetricNode
  | HoldsNode
  | QuantifierNode
  | EachSampleNode
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Node;
      readonly right: Node;
      readonly at: number;
    }
  | ComparisonNode
  | { readonly kind: 'not'; readonly body: Node; readonly at: number }
  | {
      readonly kind: 'and' | 'or';
      readonly left: Node;
      readonly right: Node;
      readonly at: number;
    };

export interface ComparisonNode {
  readonly kind: 'comparison';
  readonly operator: Comparator;
  readonly left: Node;
  readonly right: Node;
  readonly at: number;
}

/** Every node below and including this one, parents first. */
export function* nodes(node: Node): Generator<Node> {
  yield node;
  if ('left' in node) {
    yield* nodes(node.left);
    yield* nodes(node.right);
  }
  if ('body' in node) yield* nodes(node.body);
}
