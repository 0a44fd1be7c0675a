import { expect, test } from 'vitest';
import { Fault } from '../../data/schema/fault.ts';
import { readSerial } from './serial.ts';

const begin = '@ begin overhead=7 ticks-per-us=1000 flush=clwb\r\n';

test('samples, runs of equal samples and refusals are read; kernel messages are passed over', () => {
  const text = `[ 0.1] clocksource\r\n${begin}@ 0 instructions instructions 74*3 80\r\n[ 2.0] xfs: hello\r\n@ 1 fault mmap MAP_SYNC: Operation not supported\r\n@ end 2\r\n`;
  const { results, refusals, header } = readSerial(text, 2);
  expect(results.get(0)).toEqual([
    { side: null, metric: 'instructions', unit: 'instructions', samples: [74, 74, 74, 80] },
  ]);
  expect(refusals.get(1)).toBe('mmap MAP_SYNC: Operation not supported');
  expect(header['overhead']).toBe('7');
});

test('a side holds for the lines of its job that follow, and no further', () => {
  const text = `${begin}@ 0 side persist\n@ 0 page-faults events 1\n@ 0 side mutate\n@ 0 page-faults events 2\n@ 1 page-faults events 3\n@ end 2\n`;
  const { results } = readSerial(text, 2);
  expect(results.get(0)?.map(({ side }) => side)).toEqual(['persist', 'mutate']);
  expect(results.get(1)?.[0]?.side).toBeNull();
});

test.each([
  [
    'a panic before the end',
    `${begin}@ 0 clwb events 1\nKernel panic - not syncing: Fatal exception`,
  ],
  ['another number of jobs', `${begin}@ 0 clwb events 1\n@ end 7\n`],
  ['a word that is no number', `${begin}@ 0 clwb events 1 x\n@ end 1\n`],
  ['a line of another form', `${begin}@ hello\n@ end 1\n`],
  ['run lengths that explode', `${begin}@ 0 clwb events${' 1*1000000'.repeat(9000)}\n@ end 1\n`],
  ['run lengths beyond a job', `${begin}@ 0 clwb events 1*4097\n@ end 1\n`],
  ['no samples', `${begin}@ 0 clwb events\n@ end 1\n`],
  ['nothing at all', ''],
])('%s is no result, and the error quotes the last lines', (_, text) => {
  const read = () => readSerial(text, 1);
  expect(read).toThrow(Fault);
  expect(read).toThrow(text.includes('panic') ? 'Fatal exception' : 'cannot be read');
});
