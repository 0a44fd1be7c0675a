import { expect, test } from 'vitest';
import { experiment, metrics } from '../fixture/planted.ts';
import { checkTypes } from './check-types.ts';
import { parsePredicate } from './parse.ts';

const vocabulary = { metrics, axes: new Map(Object.entries(experiment.parameters)) };
const checked = (source: string) => checkTypes(parsePredicate(source), vocabulary);

test.each([
  'latency < 5 us',
  'latency / flushes < 80 ns',
  'written / latency > 2 GiB / 1 s',
  'latency[batch = 1] >= 0',
  'flushes * 2 <= flushes[approach = fsync] + 1',
  '(least batch: flushes[batch = batch] < 3) <= 4',
  'some batch: flushes[batch = batch] < batch',
])('%s is well typed', (source) => {
  expect(() => checked(source)).not.toThrow();
});

test.each([
  ['latency < 5', 'units do not fit: time against a plain number'],
  ['latency < 5 KiB', 'units do not fit: time against space'],
  ['latency + flushes < 5 ns', 'units do not fit'],
  ['written / latency > 2 GiB', 'units do not fit: space per time against space'],
  ['flushes', 'expected a truth value'],
  ['flushes and holds(ordering)', 'expected a truth value here'],
  ['holds(ordering) < 1', 'expected a number here'],
  ['flashes < 1', 'no metric flashes'],
  ['flushes[batsh = 1] < 1', 'no axis batsh'],
  ['flushes[batch = 3] < 1', 'batch is never 3; it is 1, 2, 4'],
  ['flushes[approach = fsink] < 1', 'approach is never "fsink"'],
  ['(least approach: flushes[approach = approach] < 1) < 1', 'there is no least'],
  ['some approach: flushes[approach = approach] < approach', 'expected a number here'],
])('%s is refused: %s', (source, what) => {
  expect(() => checked(source)).toThrow(what);
});

test('the axes that a predicate selects or runs over are its own', () => {
  const { consumed } = checked('every batch: flushes[approach = fsync, batch = batch] < 9');
  expect([...consumed].sort()).toEqual(['approach', 'batch']);
});
