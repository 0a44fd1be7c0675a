import { describe, expect, test } from 'vitest';
import { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import { programMeasurements } from './program-measurements.ts';
import { readProgramResults } from './program-results.ts';

const experiment = Experiment.parse({
  id: 'x',
  title: 'x',
  question: 'x?',
  substrates: ['guest'],
  workload: 'program',
  program: 'x.c',
  parameters: { fs: ['ext4'] },
  metrics: ['left'],
  declares: { left: { unit: 'bytes', meaning: 'x', better: 'less' } },
});
const said = (...lines: string[]) => [...lines, '@ end 1', ''].join('\r\n');
const outcome = (text: string, windows: number[][] | null = null, noisy = false) =>
  programMeasurements(
    experiment,
    [{ fs: 'ext4' }],
    readProgramResults(text, 1),
    new Map(),
    'instructions',
    windows,
    noisy,
  );
const measured = (...of: Parameters<typeof outcome>) => outcome(...of).measurements;

test('metrics gather their samples, intervals their counts, and the plugin its windows', () => {
  const text = said(
    '[ 1.0] EXT4-fs (dm-0): mounted',
    '@ 0 metric left 4096',
    '@ 0 interval a 70 page-faults=1',
    '@ 0 ack record 1',
    '@ 0 interval b 9 page-faults=0',
    '@ 0 interval a 71 page-faults=0',
    '@ 0 metric left -1.5',
  );
  const windows = [
    [1, 2, 3, 4],
    [5, 0, 0, 0],
    [6, 0, 0, 0],
  ];
  const found = measured(text, windows).map(
    ({ metric, unit, conditions, samples }) =>
      `${metric}/${conditions['interval'] ?? ''} ${samples.join()} ${unit}`,
  );
  expect(found).toContain('left/ 4096,-1.5 bytes');
  expect(found).toContain('instructions/a 70,71 instructions');
  expect(found).toContain('page-faults/b 0 events');
  expect(found).toContain('flushes/a 1,6 count');
  expect(found).toContain('flushes/b 5 count');
});

test('where time has waiting in it, only what was executed counts', () => {
  const text = said('@ 0 interval a 999999 page-faults=1');
  const instructions = (windows: number[][] | null) =>
    measured(text, windows, true)
      .filter(({ metric }) => metric === 'instructions')
      .map(({ conditions, samples }) => [conditions['counts'], ...samples]);
  expect(instructions([[0, 0, 0, 0, 1234]])).toEqual([['noisy', 1234]]);
  expect(instructions(null)).toEqual([]); // no plugin, no count
});

test.each([
  ['the program ended with 1', said('@ 0 metric left 1', '@ 0 fault the program ended with 1')],
  ['set-up of the device', said('@ -1 fault set-up of the device')],
  ['the program reported nothing', said()],
  ['the program reported nothing', said('@ 0 ack record 1')],
])('a setting is lost: %s', (why, text) => {
  expect(outcome(text)).toEqual({ measurements: [], lost: [{ conditions: { fs: 'ext4' }, why }] });
});

describe('beside a setting that failed', () => {
  const three = [{ fs: 'ext4' }, { fs: 'xfs' }, { fs: 'btrfs' }];
  const text = [
    '@ 0 interval a 70 page-faults=0',
    '@ 1 interval a 71 page-faults=0',
    '@ 1 fault the program ended with 1',
    '@ 2 interval a 72 page-faults=0',
    '@ end 3',
  ].join('\n');
  const among = (windows: number[][]) =>
    programMeasurements(
      experiment,
      three,
      readProgramResults(text, 3),
      new Map(),
      'instructions',
      windows,
    );

  test('the others keep their results, each its own windows', () => {
    const { measurements, lost } = among([[1], [2], [3]]);
    const flushes = measurements.filter(({ metric }) => metric === 'flushes');
    expect(flushes.map(({ conditions, samples }) => [conditions['fs'], ...samples])).toEqual([
      ['ext4', 1],
      ['btrfs', 3],
    ]);
    expect(lost).toEqual([{ conditions: { fs: 'xfs' }, why: 'the program ended with 1' }]);
  });

  test('where it ended within an interval, those after it have no counts that could be told apart', () => {
    const { measurements, lost } = among([[1], [2], [9], [3]]);
    expect(new Set(measurements.map(({ conditions }) => conditions['fs']))).toEqual(
      new Set(['ext4']),
    );
    expect(lost.map(({ conditions }) => conditions['fs'])).toEqual(['xfs', 'btrfs']);
  });
});

describe('where the kernel died', () => {
  const died = (running: string, ...lines: string[]) =>
    readProgramResults(
      [
        '@ 0 metric left 1',
        '@ 1 metric left 2',
        ...lines,
        '[    2.0] Kernel panic - not syncing: sysrq triggered crash',
        `[    2.0] CPU: 0 PID: 90 Comm: ${running} Not tainted 6.1.0 #1`,
        '',
      ].join('\r\n'),
      3,
    ).map(({ said, fault }) => fault ?? said.length);
  const words = 'the kernel died before its end: Kernel panic - not syncing: sysrq triggered crash';

  test('within a later program, the jobs before it keep their results', () => {
    expect(died('program')).toEqual([1, 1, words]);
  });
  test('at another moment, the last that printed may not have printed all', () => {
    expect(died('umount')).toEqual([1, words, words]);
  });
  test('a line that the last words cut is of a job that is not whole', () => {
    expect(died('program', '@ 1 metric left 3[    2.0] Kernel')).toEqual([1, words, words]);
  });
  test('a job that failed before stays failed for its own reason', () => {
    expect(died('program', '@ 1 fault the program ended with 1')).toEqual([
      1,
      'the program ended with 1',
      words,
    ]);
  });
});

test.each([
  ['a death before anything was whole', '@ 0 metric left 1\nKernel panic - not syncing: x\n'],
  ['no end', '@ 0 metric left 1\n'],
  ['another number of settings', '@ 0 metric left 1\n@ end 2\n'],
  ['a metric that is not declared', said('@ 0 metric joy 1')],
  ['a value that is none', said('@ 0 metric left x')],
  ['a line of another form', said('@ 0 hello world')],
  ['a setting that is none', said('@ 7 metric left 1')],
])('%s is no result', (_, text) => {
  expect(() => measured(text)).toThrow(Fault);
});
