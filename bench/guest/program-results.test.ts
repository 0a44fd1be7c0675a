import { expect, test } from 'vitest';
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
const measured = (text: string, windows: number[][] | null = null, noisy = false) =>
  programMeasurements(
    experiment,
    [{ fs: 'ext4' }],
    readProgramResults(text, 1),
    new Map(),
    'instructions',
    windows,
    noisy,
  );

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
  ['a fault of the program', said('@ 0 metric left 1', '@ 0 fault the program ended with 1')],
  ['a fault of the machine', said('@ -1 fault set-up of the device')],
  ['silence', said()],
  ['no end', '@ 0 metric left 1\n'],
  ['another number of settings', '@ 0 metric left 1\n@ end 2\n'],
  ['a metric that is not declared', said('@ 0 metric joy 1')],
  ['a value that is none', said('@ 0 metric left x')],
  ['a line of another form', said('@ 0 hello world')],
  ['a setting that is none', said('@ 7 metric left 1')],
])('%s is no result', (_, text) => {
  expect(() => measured(text)).toThrow(Fault);
});
