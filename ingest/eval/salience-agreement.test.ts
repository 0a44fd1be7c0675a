import { expect, test } from 'vitest';
import { MessageId, ThreadId } from '../../data/schema/ids.ts';
import type { MarkedThread } from './marked-thread.ts';
import { agreements, weightedKappa } from './salience-agreement.ts';
import type { Marked } from './salience-gold.ts';

const messageId = MessageId.parse('<one@example.org>');
const id = ThreadId.parse('t-0123456789ab');
const sentences = [
  'The journal is lost.',
  'Nobody reads the log.',
  'Writes are slow here.',
] as const;

function reading(reader: number, marks: readonly (readonly [number, number, number?])[]) {
  const claims = sentences.map((text) => ({ messageId, text }));
  const text = [{ claims }] as unknown as MarkedThread['text'];
  return {
    id,
    reader,
    subject: 'The order of writes',
    text,
    marks: marks.map(
      ([sentence, grade, place = null]): Marked => ({
        messageId,
        thread: id,
        text: sentences[sentence] ?? '',
        grade,
        testable: null,
        reader,
        place,
      }),
    ),
  };
}

test("the second reader's order is scored by the first one's marks, as placed", () => {
  const first = reading(1, [
    [0, 3],
    [1, 2],
  ]);
  const second = reading(2, [
    [1, 1, 3],
    [2, 3, 1],
    [0, 3, 2],
  ]);
  const [found, ...others] = agreements([first, second]);
  expect(others).toEqual([]);
  // In the order 2, 0, 1 the wanted 0 and 1 stand second and third.
  expect(found?.averagePrecision).toBeCloseTo((1 / 2 + 2 / 3) / 2);
  expect(found?.recall).toBe(1);
  expect(found?.grades).toEqual([
    [0, 0, 0, 1],
    [0, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 0, 1],
  ]);
});

test('a thread that one has read, or whose second reader gave no order, has no agreement', () => {
  const one = reading(1, [[0, 3]]);
  expect(agreements([one])).toEqual([]);
  expect(agreements([one, reading(2, [[0, 3]])])).toEqual([]);
});

test('kappa is 1 for the same grades, 0 for chance, and weighs a wide miss more', () => {
  expect(
    weightedKappa([
      [5, 0],
      [0, 3],
    ]),
  ).toBe(1);
  expect(
    weightedKappa([
      [4, 4],
      [4, 4],
    ]),
  ).toBeCloseTo(0);
  const near = weightedKappa([
    [8, 1, 0],
    [1, 8, 0],
    [0, 0, 8],
  ]);
  const wide = weightedKappa([
    [8, 0, 1],
    [0, 8, 0],
    [1, 0, 8],
  ]);
  expect(near).toBeGreaterThan(wide);
});
