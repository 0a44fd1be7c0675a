import { expect, test } from 'vitest';
import { AgreementQuestion } from '../../../data/schema/agreement.ts';
import { rowsOf } from '../evidence-row.ts';
import { measured, metrics, run } from '../fixture/planted.ts';
import { agreement } from './agreement.ts';

const question = (as: 'none' | 'order') =>
  AgreementQuestion.parse({
    id: 'q',
    question: 'q?',
    as,
    along: ['state'],
    ...(as === 'order' ? { between: 'approach' } : {}),
    sides: [
      {
        scope: 'model',
        experiment: 'e',
        metric: 'flushes',
        rename: { block: 'state' },
        values: { block: { written: 'overwrite' } },
      },
      { scope: 'guest', experiment: 'e', metric: 'flushes' },
    ],
    explained: [{ when: { state: 'hole' }, why: 'known' }],
  });

const rows = (model: Record<string, number>, guest: Record<string, number>, approach = 'fsync') => [
  ...rowsOf(
    run({
      measurements: Object.entries(model).map(([block, count]) =>
        measured('flushes', { block, approach }, [count]),
      ),
    }),
    metrics,
  ),
  ...rowsOf(
    run({
      substrate: 'guest',
      measurements: Object.entries(guest).map(([state, count]) =>
        measured('flushes', { state, approach }, [count]),
      ),
    }),
    metrics,
  ),
];

test('sides are joined on shared axes under the same words, and none against some disagrees', () => {
  const table = agreement(
    [question('none')],
    rows({ written: 0, hole: 1, other: 5 }, { overwrite: 0, hole: 0 }),
  );
  expect(table.questions).toEqual([{ id: 'q', question: 'q?', agree: 1, of: 2 }]);
  expect(
    table.rows.map(({ when, says, agrees, why }) => [when['state'], says, agrees, why]),
  ).toEqual([
    ['hole', ['1', '0'], false, 'known'],
    ['overwrite', ['0', '0'], true, null],
  ]);
});

test('an order is compared pair by pair, and costs within 5 % are equal', () => {
  const both = (a: readonly [number, number], b: readonly [number, number]) =>
    agreement(
      [question('order')],
      [
        ...rows({ hole: a[0] }, { hole: b[0] }, 'fsync'),
        ...rows({ hole: a[1] }, { hole: b[1] }, 'map-sync'),
      ],
    ).rows.map(({ says, agrees }) => [says, agrees]);
  expect(both([10, 2], [500, 80])).toEqual([[['fsync > map-sync', 'fsync > map-sync'], true]]);
  expect(both([10, 2], [100, 102])).toEqual([[['fsync > map-sync', 'fsync = map-sync'], false]]);
});

test('settings of one side that fall together and differ agree with nothing', () => {
  const model = ['a', 'b'].map((noise, index) =>
    measured('flushes', { block: 'hole', noise }, [index]),
  );
  const [row] = agreement(
    [question('none')],
    [...rowsOf(run({ measurements: model }), metrics), ...rows({}, { hole: 1 })],
  ).rows;
  expect(row).toMatchObject({ says: ['0 or 1', '1'], agrees: false });
});
