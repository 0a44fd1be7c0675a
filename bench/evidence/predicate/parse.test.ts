import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePredicate } from './parse.ts';
import { PredicateError } from './predicate-error.ts';
import { nodes } from './syntax.ts';

test.each([
  ['flushes', 'metric'],
  ['p99(latency) < 5 us', 'comparison'],
  ['holds(acknowledged-survives)', 'holds'],
  ['not holds(ordering[approach = fsync])', 'not'],
  ['every batch: flushes[batch = batch] < 3', 'every'],
  ['(least batch: flushes[batch = batch] < 3) <= 4', 'comparison'],
  ['a < 1 and b < 2 or c < 3', 'or'],
])('%s is a %s', (source, kind) => {
  expect(parsePredicate(source).kind).toBe(kind);
});

test('a hyphen joins a name and a minus between spaces subtracts', () => {
  const metricsOf = (source: string) =>
    [...nodes(parsePredicate(source))].flatMap((node) =>
      node.kind === 'metric' ? [node.metric] : [],
    );
  expect(metricsOf('log-forces < 1')).toEqual(['log-forces']);
  expect(metricsOf('log - forces < 1')).toEqual(['log', 'forces']);
});

test('products bind tighter than sums, and sums lean left', () => {
  const shape = (node: ReturnType<typeof parsePredicate>): unknown =>
    node.kind === 'arithmetic'
      ? [shape(node.left), node.operator, shape(node.right)]
      : node.kind === 'number'
        ? node.value
        : node.kind;
  expect(shape(parsePredicate('1 - 2 * 3 - 4'))).toEqual([[1, '-', [2, '*', 3]], '-', 4]);
});

test.each([
  ['', 1, 'expected a number, a metric or "("'],
  ['flushes <', 10, 'found the end'],
  ['flushes < 1 1', 13, 'expected the end of the predicate'],
  ['flushes & 1', 9, 'starts no word'],
  ['holds(nothing)', 7, 'no invariant nothing'],
  ['flushes[approach]', 17, 'expected "="'],
  ['and', 1, 'cannot stand here'],
])('%j is refused at column %i', (source, column, what) => {
  expect(() => parsePredicate(source)).toThrow(`column ${column}: `);
  expect(() => parsePredicate(source)).toThrow(what);
});

test('nesting that would exhaust the stack is refused', () => {
  expect(() => parsePredicate('('.repeat(100_000))).toThrow('nested over');
  expect(() => parsePredicate('not '.repeat(100_000))).toThrow('nested over');
});

test('any text is parsed or refused with a place inside it, never a crash', () => {
  const word = fc.constantFrom(
    ...[
      'flushes',
      'every',
      'batch',
      ':',
      '(',
      ')',
      '[',
      ']',
      '=',
      '<',
      '1',
      '%',
      'us',
      'and',
      'not',
    ],
  );
  const source = fc.oneof(
    fc.string(),
    fc.array(word).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(source, (text) => {
      try {
        parsePredicate(text);
      } catch (caught) {
        if (!(caught instanceof PredicateError)) throw caught;
        expect(caught.at).toBeGreaterThanOrEqual(0);
        expect(caught.at).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});
