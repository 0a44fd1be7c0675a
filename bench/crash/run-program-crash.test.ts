import { describe, expect, test } from 'vitest';
import { Experiment } from '../../data/schema/experiment.ts';
import { cacheFolder } from '../guest/cache.ts';
import { laboratoryHere } from './fixture/laboratory-here.ts';
import { runProgramCrash } from './run-program-crash.ts';

const laboratory = await laboratoryHere();
const lacking = typeof laboratory === 'string' ? laboratory : null;

const root = process.cwd();
const options = { root, cache: cacheFolder(process.env), limitMs: 900_000 };
const experiment = Experiment.parse({
  id: 'cut-then-crash-test',
  title: 'A line of a huge page',
  question: 'Is it there after fsync?',
  substrates: ['guest'],
  workload: 'program',
  program: 'acknowledged-then-cut.c',
  parameters: { fs: ['ext4'] },
  crash: { tearing: [64], oracle: 'has-line.c' },
  budget: 64,
});
const setting = { device: 'pmem', fs: 'ext4', mount: 'dax=always', mapping: 'pmd' };

describe.skipIf(lacking !== null)(`a program on memory${lacking ? ` (${lacking})` : ''}`, () => {
  test('keeps what fsync has acknowledged, and loses it where its huge page was cut', async () => {
    const settings = ['nothing', 'truncate'].map((cut) => ({ ...setting, cut }));
    const { measurements } = await runProgramCrash(experiment, '6.1', settings, options);
    const of = (metric: string) =>
      measurements.filter((one) => one.metric === metric).map(({ samples }) => samples[0]);
    expect(of('promises')).toEqual([1, 1]);
    const [kept, cut] = of('crash-lost');
    expect(kept).toBe(0);
    expect(cut).toBeGreaterThan(0);
  });

  test('is refused at sizes that no memory tears at, and on file systems that do not map it', async () => {
    const run = (fs: string, tearing: number) =>
      runProgramCrash(
        { ...experiment, crash: { tearing: [tearing], oracle: 'has-line.sh' } },
        '6.1',
        [{ ...setting, fs, cut: 'nothing' }],
        options,
      );
    await expect(run('ext4', 16)).rejects.toThrow('pmem does not tear at 16 bytes');
    await expect(run('btrfs', 64)).rejects.toThrow('btrfs is not made small enough');
  });
});
