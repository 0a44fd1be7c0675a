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
  expect(outcome).toMatchObject({ kind: 'too-large', machines: 1000 });
  expect(outcome).not.toHaveProperty('states');
});
