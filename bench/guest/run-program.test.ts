import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { canonicalJson } from '../../data/schema/canonical.ts';
import { Experiment } from '../../data/schema/experiment.ts';
import { messageOf } from '../../data/schema/fault.ts';
import { runGuest } from '../evidence/runs/run-guest.ts';
import { loadExperiment } from '../explore/load-experiment.ts';
import { rootWithPrograms } from '../machine/fixture/root.ts';
import { readMachines } from '../machine/machines.ts';
import { optionsOf } from '../substrate/fixture/options.ts';
import { cacheFolder } from './cache.ts';
import { fetchKernel } from './kernel.ts';
import { measuringQemu } from './qemu-measuring.ts';
import { fetchTools } from './tools.ts';

const here = process.cwd();

/** Why this machine cannot boot the guest, or null. */
const lacking = await (async () => {
  try {
    const cache = cacheFolder(process.env);
    const machines = readMachines(here);
    await measuringQemu(cache, machines);
    await Promise.all([fetchKernel(cache, '6.1', machines), fetchTools(cache, machines)]);
    return null;
  } catch (caught) {
    return messageOf(caught);
  }
})();

const own = (program: string, parameters: object, rest: object = {}) =>
  Experiment.parse({
    id: 'own',
    title: 'A program of a test',
    question: 'Does it run?',
    substrates: ['guest'],
    workload: 'program',
    program,
    parameters,
    metrics: ['seen'],
    declares: { seen: { unit: 'count', meaning: 'What it saw.', better: 'neither' } },
    ...rest,
  });
const options = optionsOf(here);

describe.skipIf(lacking !== null)(`programs in a guest${lacking ? ` (${lacking})` : ''}`, () => {
  test('two runs are the same to the last byte, the second beside a busy process', async () => {
    const experiment = Experiment.parse({
      ...loadExperiment('uring-registered-buffers', here, here),
      parameters: {
        device: ['virtio-blk'],
        fs: ['ext4', 'btrfs'],
        buffer: ['plain', 'registered'],
        size: [4096],
      },
      quick: {},
    });
    const first = await runGuest(experiment, options);
    const busy = spawn(process.execPath, ['-e', 'for (;;);']);
    onTestFinished(() => void busy.kill('SIGKILL'));
    const second = await runGuest(experiment, options);
    expect(canonicalJson(second.measurements)).toBe(canonicalJson(first.measurements));
    const [plain = 0, registered = 0] = ['plain', 'registered'].map((buffer) =>
      Math.min(
        ...(first.measurements.find(
          ({ metric, conditions }) =>
            metric === 'instructions' &&
            conditions['buffer'] === buffer &&
            conditions['fs'] === 'ext4',
        )?.samples ?? []),
      ),
    );
    expect(registered).toBeLessThan(plain);
  });

  test('an error of the device is told once, and the data is gone', async () => {
    const experiment = Experiment.parse({
      ...loadExperiment('fsync-after-error', here, here),
      parameters: {
        device: ['ram'],
        fs: ['ext4', 'btrfs'],
        layer: ['error'],
        descriptor: ['same'],
      },
      quick: {},
    });
    const { measurements } = await runGuest(experiment, options);
    const values = measurements.map(
      ({ metric, conditions, samples }) => `${conditions['fs']} ${metric} ${samples.join()}`,
    );
    for (const fs of ['ext4', 'btrfs']) {
      expect(values).toContain(`${fs} first-fsync-errno 5`);
      expect(values).toContain(`${fs} second-fsync-errno 0`);
      expect(values).toContain(`${fs} bytes-lost 4096`);
    }
  });

  test("a reader's own bzImage boots, without a module, on what it has built in", async () => {
    const { image } = await fetchKernel(cacheFolder(process.env), '6.1', readMachines(here));
    const folder = mkdtempSync(join(tmpdir(), 'own-kernel-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const bzImage = join(folder, 'bzImage');
    copyFileSync(image.replace(/\.elf$/, ''), bzImage);
    const root = rootWithPrograms({
      'sees.sh': '#!/bin/sh\nlab metric seen $(uname -r | cut -c1)\n',
    });
    const experiment = own('sees.sh', { kernel: [bzImage], device: ['nvme'], fs: ['ext4'] });
    const { measurements, manifest } = await runGuest(experiment, { ...options, root });
    expect(measurements.map(({ samples }) => samples)).toEqual([[6]]);
    const hash = createHash('sha256').update(readFileSync(bzImage)).digest('hex');
    expect(manifest.tools['kernel bzImage']).toBe(`own sha256:${hash}`);
  });

  test('a foreign program comes with its libraries, and the manifest names it', async () => {
    const root = rootWithPrograms({
      'engines.sh':
        '#!/bin/sh\nlab metric seen $(fio --enghelp | grep -cE "mmap|libpmem|dev-dax")\n',
    });
    const experiment = own('engines.sh', { fs: ['tmpfs'] }, { tools: ['fio'] });
    const { measurements, manifest } = await runGuest(experiment, { ...options, root });
    expect(measurements.map(({ samples }) => samples)).toEqual([[3]]);
    expect(manifest.tools['fio']).toMatch(/^3\.\S+ sha256:[0-9a-f]{64}$/);
    expect(manifest.tools['libpmem1']).toMatch(/ sha256:/);
  });

  test('a kernel that dies leaves the results of the settings before', async () => {
    const root = rootWithPrograms({
      'dies.sh':
        '#!/bin/sh\nlab metric seen 1\n[ "$WARRANT_COLOUR" != red ] || echo c >/proc/sysrq-trigger\n',
    });
    const colour = ['blue', 'red', 'green'];
    const experiment = own('dies.sh', { device: ['ram'], fs: ['tmpfs'], colour });
    const run = await runGuest(experiment, { ...options, root });
    expect(run.measurements).toMatchObject([{ conditions: { colour: 'blue' }, samples: [1] }]);
    expect(run.lost?.map(({ conditions }) => conditions['colour'])).toEqual(['red', 'green']);
    expect(run.lost?.[0]?.why).toMatch(
      /^the kernel died before its end: Kernel panic - not syncing/,
    );
  });

  test('a setting that fails is lost with its reason, and the others are kept', async () => {
    const root = rootWithPrograms({
      'half.sh': '#!/bin/sh\nlab metric seen 1\n[ "$WARRANT_COLOUR" = red ] || exit 3\n',
    });
    const experiment = own('half.sh', { fs: ['tmpfs'], colour: ['blue', 'red', 'green'] });
    const run = await runGuest(experiment, { ...options, root });
    expect(run.measurements).toMatchObject([{ conditions: { colour: 'red' }, samples: [1] }]);
    const why = 'the program ended with 3';
    expect(run.lost).toEqual([
      { conditions: { fs: 'tmpfs', colour: 'blue' }, why },
      { conditions: { fs: 'tmpfs', colour: 'green' }, why },
    ]);
  });

  test('a program that fails makes no run, and the error has its setting and its words', async () => {
    const root = rootWithPrograms({ 'fails.sh': '#!/bin/sh\nlab metric seen 1\nlab fault on\n' });
    const experiment = own('fails.sh', { fs: ['tmpfs'], colour: ['two words'] });
    await expect(runGuest(experiment, { ...options, root })).rejects.toThrow(
      /"colour":"two words".*no fault can be switched here/,
    );
    // As a part of a sweep, whose other parts may have results, it is lost.
    const settings = [{ fs: 'tmpfs', colour: 'two words' }];
    const part = await runGuest(experiment, { ...options, root, settings });
    expect(part.measurements).toEqual([]);
    expect(part.lost?.[0]?.why).toContain('no fault can be switched here');
  });
});

test.skipIf(lacking !== null)('a program that gcc refuses is refused in its words', async () => {
  const root = rootWithPrograms({
    'broken.c': '#include "lab.h"\nint main(void) { return joy; }\n',
  });
  await expect(
    runGuest(own('broken.c', { fs: ['ext4'] }), { ...options, root }),
  ).rejects.toMatchObject({ exit: 'inputRefused', message: expect.stringContaining('joy') });
});
