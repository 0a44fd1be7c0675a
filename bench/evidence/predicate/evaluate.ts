import { Fault } from '../../../data/schema/fault.ts';
import type { MeasuredRow } from '../evidence-row.ts';
import { aggregate } from '../statistics/aggregate.ts';
import { fewestSamples } from '../statistics/bootstrap.ts';
import { isExact } from '../statistics/exact.ts';
import { type Comparison, decided, exactly, resampledDifference } from './compare.ts';
import { type Environment, emptyNotes, rowsFor } from './environment.ts';
import type {
  ComparisonNode,
  EachSampleNode,
  HoldsNode,
  MetricNode,
  Node,
  QuantifierNode,
  Value,
} from './syntax.ts';
import { nodes } from './syntax.ts';
import { and, not, or, type Truth } from './truth.ts';

/** Evaluates a checked predicate in one case; what it looked at is left in `env.notes`. */
export function truthOf(node: Node, env: Environment): Truth {
  switch (node.kind) {
    case 'and':
      return and(truthOf(node.left, env), truthOf(node.right, env));
    case 'or':
      return or(truthOf(node.left, env), truthOf(node.right, env));
    case 'not':
      return not(truthOf(node.body, env));
    case 'holds':
      return held(node, env);
    case 'comparison':
      return compared(node, env);
    case 'each sample':
      return sampleBySample(node, env);
    case 'every':
      return quantified(node, env).reduce((sum, { truth }) => and(sum, truth), 'yes' as Truth);
    case 'some':
      return quantified(node, env).reduce((sum, { truth }) => or(sum, truth), 'no' as Truth);
    default:
      throw new Error(`${node.kind} is no truth value; the checker let it pass`);
  }
}

/**
 * The body, once for each repetition. Only what is deterministic can be paired so: two noisy metrics
 * have nothing in common at one index but the index.
 */
function sampleBySample(node: EachSampleNode, env: Environment): Truth {
  const touched = touchedBy(node.body, env);
  const [length = 0, ...others] = new Set(touched.map(({ samples }) => samples.length));
  if (others.length > 0 || noisyRows(node.body, env).length > 0) return 'open';
  let sum: Truth = 'yes';
  for (let sample = 0; sample < Math.max(1, length); sample++) {
    sum = and(sum, truthOf(node.body, { ...env, sample }));
  }
  return sum;
}

/** A bounded search that found nothing proves nothing; a counterexample is one at any bound. */
function held(node: HoldsNode, env: Environment): Truth {
  const rows = rowsFor(node, node.where, env).flatMap((row) =>
    row.kind === 'explored' ? [row.exploration] : [],
  );
  if (rows.length === 0) return 'open';
  if (rows.some(({ holds }) => !holds)) return 'no';
  return rows.some(({ complete }) => complete) ? 'yes' : 'open';
}

function compared(node: ComparisonNode, env: Environment): Truth {
  const [left, right] = [numberOf(node.left, env), numberOf(node.right, env)];
  if (Number.isNaN(left) || Number.isNaN(right)) return 'open';
  if (env.resample) return decided(node.operator, exactly(left, right), 0);
  const noisy = noisyRows(node, env);
  const few = noisy.filter(({ samples }) => samples.length < fewestSamples);
  for (const { metric } of few) env.notes.few.add(metric);
  const difference =
    noisy.length === 0
      ? exactly(left, right)
      : resampledDifference(left, right, (resample) => {
          const drawn = { ...env, resample: onceEach(resample), notes: emptyNotes() };
          return [numberOf(node.left, drawn), numberOf(node.right, drawn)];
        });
  const truth = few.length > 0 ? 'open' : decided(node.operator, difference, env.minimumEffect);
  env.notes.comparisons.push({ ...described(node, env), left, right, difference, truth });
  return truth;
}

/** A measurement named twice in one comparison is resampled once, as the one thing it is. */
function onceEach(
  resample: (samples: readonly number[]) => readonly number[],
): (samples: readonly number[]) => readonly number[] {
  const drawn = new Map<string, readonly number[]>();
  return (samples) => {
    const key = samples.join();
    const before = drawn.get(key);
    if (before) return before;
    const now = resample(samples);
    drawn.set(key, now);
    return now;
  };
}

function described(
  node: ComparisonNode,
  env: Environment,
): Pick<Comparison, 'metric' | 'given' | 'operator' | 'samples' | 'exact'> {
  const touched = touchedBy(node, env);
  return {
    metric: touched[0]?.metric ?? '',
    given: env.given,
    operator: node.operator,
    samples: Math.max(
      1,
      touched.reduce((sum, { samples }) => sum + samples.length, 0),
    ),
    exact: noisyRows(node, env).length === 0,
  };
}

/** The measured rows behind a comparison, those that share a metric and a setting pooled. */
function touchedBy(node: Node, env: Environment): readonly MeasuredRow[] {
  const notes = emptyNotes();
  for (const inner of nodes(node)) {
    if (inner.kind === 'least') numberOf(inner, { ...env, resample: (x) => x, notes });
    // Below a quantifier an axis is bound that is unknown here; the quantifier has seen to it.
    else if (inner.kind === 'metric' && !unbound(inner, env))
      rowsFor(inner, inner.where, { ...env, notes });
  }
  return [...notes.touched].flatMap((row) => (row.kind === 'measured' ? [row] : []));
}

const unbound = (node: MetricNode, env: Environment): boolean =>
  node.where.some(({ axis, value }) => axis === value && !(axis in env.given));

function noisyRows(node: Node, env: Environment): readonly MeasuredRow[] {
  return touchedBy(node, env).filter((row) => !isExact(env.metrics.get(row.metric), row));
}

/** In the base of its unit; NaN where something has no data. */
function numberOf(node: Node, env: Environment): number {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'axis':
      return Number(env.given[node.axis] ?? Number.NaN);
    case 'metric':
      return measured(node, env);
    case 'least':
      return leastOf(node, env);
    case 'arithmetic':
      return calculate[node.operator](numberOf(node.left, env), numberOf(node.right, env));
    default:
      throw new Error(`${node.kind} is no number; the checker let it pass`);
  }
}

const calculate: Readonly<Record<'+' | '-' | '*' | '/', (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

function measured(node: MetricNode, env: Environment): number {
  const rows = rowsFor(node, node.where, env).flatMap((row) =>
    row.kind === 'measured' ? [row] : [],
  );
  const [first] = rows;
  if (!first) return Number.NaN;
  if (isExact(env.metrics.get(node.metric), first)) {
    agreeing(rows);
    return env.sample === undefined
      ? aggregate(first.samples, node.aggregate)
      : (first.samples[env.sample] ?? Number.NaN);
  }
  const pooled = rows.flatMap(({ samples }) => samples);
  return aggregate(env.resample ? env.resample(pooled) : pooled, node.aggregate);
}

/** Two runs that give a deterministic metric two values mean that one of them is wrong. */
function agreeing(rows: readonly MeasuredRow[]): void {
  const [first, ...others] = rows;
  const differs = others.find(({ samples }) => samples.join() !== first?.samples.join());
  if (!first || !differs) return;
  throw new Fault(
    'checkFailed',
    `${first.metric} is deterministic on ${first.run.substrate} but runs ${first.run.id} and ${differs.run.id} differ`,
    'compare them with ./warrant bench compare',
  );
}

/** The body's truth for every value of the axis that has data, smallest value first. */
function quantified(
  node: QuantifierNode,
  env: Environment,
): readonly { readonly value: Value; readonly truth: Truth }[] {
  const found = valuesOf(node.axis, env).flatMap((value) => {
    const notes = emptyNotes();
    const truth = truthOf(node.body, {
      ...env,
      given: { ...env.given, [node.axis]: value },
      notes,
    });
    if (truth === 'open' && notes.missing) return []; // this value belongs to other settings
    for (const row of notes.touched) env.notes.touched.add(row);
    env.notes.comparisons.push(...notes.comparisons);
    for (const metric of notes.few) env.notes.few.add(metric);
    return [{ value, truth }];
  });
  if (found.length === 0) {
    env.notes.missing = true;
    return [{ value: '', truth: 'open' }];
  }
  return found;
}

function leastOf(node: QuantifierNode, env: Environment): number {
  const plain = { ...env, resample: env.resample ?? ((samples: readonly number[]) => samples) };
  const tried = quantified(node, plain);
  if (tried.every(({ value }) => value === '')) return Number.NaN;
  const first = tried.find(({ truth }) => truth === 'yes');
  return first ? Number(first.value) : Number.POSITIVE_INFINITY;
}

function valuesOf(axis: string, env: Environment): readonly Value[] {
  const found = new Set<Value>();
  for (const { conditions } of env.rows) {
    const value = conditions[axis];
    if (value !== undefined) found.add(value);
  }
  return [...found].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1,
  );
}
