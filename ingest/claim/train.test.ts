import fc from 'fast-check';
import { expect, test } from 'vitest';
import { probabilities } from './linear.ts';
import { train } from './train.ts';

const options = { labels: ['a', 'b'], l2: 0.001, balance: 0, minimum: 1 };
const examples = ['x', 'y', 'x', 'y'].map((feature, i) => ({
  features: [feature, 'bias'],
  label: i % 2 === 0 ? 'a' : 'b',
}));

test('learns what separates the labels, the same every time', () => {
  const model = train(examples, options);
  expect(train(examples, options)).toEqual(model);
  const [a = 0, b = 1] = probabilities(model, ['x', 'bias']);
  expect(a).toBeGreaterThan(0.9);
  expect(a + b).toBeCloseTo(1);
  expect(model.weights['bias']).toBeUndefined(); // says nothing, weighs nothing
});

test('a rarer label is not drowned where labels are balanced', () => {
  const skewed = [...Array(20).keys()].map((i) => ({
    features: ['same'],
    label: i === 0 ? 'b' : 'a',
  }));
  const [, plain = 0] = probabilities(train(skewed, options), ['same']);
  const [, balanced = 0] = probabilities(train(skewed, { ...options, balance: 1 }), ['same']);
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
        expect(probabilities(model, ['x', name])).toEqual(probabilities(model, ['x']));
      },
    ),
  );
});
