import fc from 'fast-check';
import { expect, test } from 'vitest';
import { probabilities } from '../judge/linear.ts';
import { meanings } from '../judge/sense.ts';
import { learn, settings } from './learn.ts';
import { train } from './train.ts';

const of = (...names: string[]) => new Map(names.map((name) => [name, 1] as const));
const options = { labels: ['a', 'b'], l2: 0.001, balance: 0, minimum: 1, spread: 1 };
const examples = ['x', 'y', 'x', 'y'].map((feature, i) => ({
  features: of(feature, 'bias'),
  label: i % 2 === 0 ? 'a' : 'b',
}));

test('learns what separates the labels, the same every time', () => {
  const model = train(examples, options);
  expect(train(examples, options)).toEqual(model);
  const [a = 0, b = 1] = probabilities(model, of('x', 'bias'));
  expect(a).toBeGreaterThan(0.9);
  expect(a + b).toBeCloseTo(1);
  expect(model.weights.get('bias')).toBeUndefined(); // says nothing, weighs nothing
});

test('a rarer label is not drowned where labels are balanced', () => {
  const skewed = [...Array(20).keys()].map((i) => ({
    features: of('same'),
    label: i === 0 ? 'b' : 'a',
  }));
  const [, plain = 0] = probabilities(train(skewed, options), of('same'));
  const [, balanced = 0] = probabilities(train(skewed, { ...options, balance: 1 }), of('same'));
  expect(plain).toBeLessThan(0.2);
  expect(balanced).toBeCloseTo(0.5, 1);
});

test('unknown features and names of object members weigh nothing', () => {
  const model = train(examples, options);
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString')),
      (name) => {
        fc.pre(name !== 'x' && name !== 'y');
        expect(probabilities(model, of('x', name))).toEqual(probabilities(model, of('x')));
      },
    ),
  );
});

test('a name seen in too few sources is left out', () => {
  const told = examples.map((example, i) => ({ ...example, source: i < 2 ? 'one' : 'other' }));
  expect([...train(told, { ...options, spread: 2 }).weights.keys()]).toEqual(['x', 'y']);
  expect(train(told, { ...options, spread: 3 }).weights.size).toBe(0);
});

test('a feature counts by its value', () => {
  const sloped = [-2, -1, 1, 2].map((value) => ({
    features: new Map([['slope', value]]),
    label: value < 0 ? 'a' : 'b',
  }));
  const model = train(sloped, options);
  const [far = 1] = probabilities(model, new Map([['slope', 3]]));
  const [close = 0] = probabilities(model, new Map([['slope', 0.1]]));
  expect(far).toBeLessThan(close);
  expect(close).toBeLessThan(0.5);
});

test('where nothing tells statements from the rest, a sentence is rather taken for one', () => {
  const lessons = [...Array(12).keys()].map((i) => ({
    features: of('same'),
    source: `thread ${i}`,
    kind: i % 2 === 0 ? 'none' : 'claim',
    stance: 'neutral',
  }));
  const { kind } = learn(lessons, meanings([]));
  const biasOf = (label: string) => kind.bias[kind.labels.indexOf(label)] ?? Number.NaN;
  expect(biasOf('claim') - biasOf('none')).toBeCloseTo(settings.statementLean, 2);
});
