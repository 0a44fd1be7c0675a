import { expect, test } from 'vitest';
import { runLitmus } from './run.ts';

const program = (expected: string) =>
  `litmus "t"\nlines x y\nthread\nstore x 1\nstore y 1\nobserve x y\n${expected}\n`;

test('no expect line: explored, and no verdict', () => {
  const outcome = runLitmus(program(''));
  expect(outcome).toMatchObject({
    kind: 'explored',
    states: [
      [0, 0],
      [1, 0],
      [1, 1],
    ],
    expected: null,
  });
});

test('a set that differs: which states on which side', () => {
  expect(runLitmus(program('expect 0,0 0,1 1,1'))).toMatchObject({
    expected: false,
    difference: { unexpected: [[1, 0]], missing: [[0, 1]] },
  });
  expect(runLitmus(program('expect 1,1 1,0 0,0'))).toMatchObject({ expected: true });
});

test('a malformed file is a value with its line', () => {
  expect(runLitmus('litmus "t"\nthread\nstor x 1')).toMatchObject({ kind: 'malformed', line: 3 });
});

test('a program too large to explore says so and gives no states', () => {
  const threads = 'thread\nload r x\nstore x 1\nstore y 1\nload r y\nclwb x\nstore x 2\n'.repeat(4);
  const outcome = runLitmus(`litmus "t"\nlines x | y\n${threads}observe x y`, { budget: 1000 });
  expect(outcome).toMatchObject({ kind: 'too-large', steps: 1001 });
  expect(outcome).not.toHaveProperty('states');
});

test('many pending stores to many lines end at the limit, not in a product of all of them', () => {
  const names = [...'abcdefghij'];
  const stores = names.map((name) =>
    [1, 2, 3, 4, 5, 6].map((v) => `store ${name} ${v}`).join('\n'),
  );
  const text = `litmus "t"\nthread\n${stores.join('\n')}\nobserve ${names.join(' ')}`;
  expect(runLitmus(text, { crashes: 10_000 })).toMatchObject({ kind: 'too-large' });
  expect(runLitmus(text.replace(/observe.*/, 'observe a'))).toMatchObject({
    kind: 'explored',
    states: [[0], [1], [2], [3], [4], [5], [6]],
  });
});
