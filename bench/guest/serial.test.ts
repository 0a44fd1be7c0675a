import { describe, expect, test } from 'vitest';
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

describe('where the kernel died', () => {
  const panic = 'Kernel panic - not syncing: sysrq triggered crash\nCPU: 0 PID: 9 Comm: program';
  const jobs = '@ 0 clwb events 1\n@ 0 sfence events 1\n@ 1 clwb events 2\n';

  test('jobs keep their results that a later one followed, and the others are refused with its words', () => {
    const { results, refusals } = readSerial(`${begin}${jobs}@ 2 clwb events 3\n${panic}\n`, 4);
    expect([...results.keys()]).toEqual([0, 1]);
    expect(results.get(0)?.map(({ metric }) => metric)).toEqual(['clwb', 'sfence']);
    expect([...refusals.keys()]).toEqual([2, 3]);
    expect(refusals.get(3)).toContain('died before its end: Kernel panic - not syncing');
  });

  test.each(['@ 2 clwb ev', '@ 2 clwb events', '@ 2 clwb[ 9.1] sysrq: Trigger a crash'])(
    'a line that its words cut is none: %s',
    (torn) => {
      const { results } = readSerial(`${begin}${jobs}${torn}\n${panic}\n`, 3);
      expect([...results.keys()]).toEqual([0]);
    },
  );

  test('a job that was refused before stays refused for its own reason', () => {
    const text = `${begin}@ 0 fault mmap: Operation not supported\n${jobs.replaceAll('@ 0', '@ 1').replace('@ 1 clwb events 2', '@ 2 clwb events 2')}${panic}\n`;
    expect(readSerial(text, 3).refusals.get(0)).toBe('mmap: Operation not supported');
  });

  test('before any job was whole, there is no result', () => {
    expect(() => readSerial(`${begin}@ 0 clwb events 1\n${panic}\n`, 2)).toThrow('Kernel panic');
  });
});
