import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../data/schema/canonical.ts';
import { Experiment } from '../../data/schema/experiment.ts';
import { messageOf } from '../../data/schema/fault.ts';
import { runGuest } from '../evidence/runs/run-guest.ts';
import { readMachines } from '../machine/machines.ts';
import { optionsOf } from '../substrate/fixture/options.ts';
import { boot } from './boot.ts';
import { cacheFolder } from './cache.ts';
import { placeContents, systemImage } from './initramfs.ts';
import { fetchKernel } from './kernel.ts';
import { compileProgram } from './program.ts';
import { qemuVersion } from './qemu.ts';
import { readSerial } from './serial.ts';
import { fetchTools } from './tools.ts';

const root = process.cwd();
const machines = readMachines(root);

/** Why this machine cannot boot the guest, or null. */
const lacking = await (async () => {
  try {
    const cache = cacheFolder(process.env);
    await qemuVersion('qemu-system-x86_64');
    await compileProgram(cache, root);
    await Promise.all([fetchKernel(cache, '6.1', machines), fetchTools(cache, machines)]);
    return null;
  } catch (caught) {
    return messageOf(caught);
  }
})();

const small = Experiment.parse({
  id: 'guest-determinism',
  title: 'A small matrix',
  question: 'Does a second run give the same samples?',
  substrates: ['guest'],
  workload: 'durable-store',
  parameters: {
    operation: ['msync', 'map-sync-clwb'],
    fs: ['ext4', 'xfs'],
    state: ['overwrite', 'unwritten'],
    mapping: ['pte'],
  },
});

describe.skipIf(lacking !== null)(`a real kernel in QEMU${lacking ? ` (${lacking})` : ''}`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'guest-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const options = optionsOf(root);

  test('two runs give the same samples to the last digit, and they are those of the review', async () => {
    const first = await runGuest(small, options);
    const second = await runGuest(small, options);
    expect(canonicalJson(second.measurements)).toBe(canonicalJson(first.measurements));
    const samples = (metric: string, where: Record<string, string>) =>
      first.measurements.find(
        ({ metric: name, conditions }) =>
          name === metric &&
          Object.entries(where).every(([axis, value]) => conditions[axis] === value),
      )?.samples ?? [];
    for (const fs of ['ext4', 'xfs']) {
      const overwrite = { fs, state: 'overwrite', operation: 'map-sync-clwb' };
      for (const metric of ['page-faults', 'jbd2-commits', 'xfs-log-forces', 'dax-writeback']) {
        expect(new Set(samples(metric, overwrite)), metric).toEqual(new Set([0]));
      }
      // A first touch under MAP_SYNC forces the log in the fault, every time.
      const unwritten = { fs, state: 'unwritten', operation: 'map-sync-clwb' };
      expect(new Set(samples('log-forces', unwritten))).toEqual(new Set([1]));
    }
  });

  test('a guest that does not end is killed at its limit and no result is made', async () => {
    const run = runGuest(small, { ...options, limitMs: 1500 });
    await expect(run).rejects.toThrow(/did not finish within 1\.5 s and was killed/);
  });

  test('an experiment that the guest cannot do is an error that names the setting', async () => {
    const impossible = Experiment.parse({
      ...small,
      parameters: { operation: ['msync'], fs: ['devdax'], mapping: ['pmd'], state: ['overwrite'] },
    });
    await expect(runGuest(impossible, options)).rejects.toThrow(/"fs":"devdax".*durable operation/);
  });

  test('a guest that panics keeps the jobs that were whole, and the others are refused with its words', async () => {
    const cache = cacheFolder(process.env);
    const kernel = await fetchKernel(cache, '6.1', machines);
    const { serial } = await boot({
      guest: { qemu: 'qemu-system-x86_64', kernel: kernel.image, regions: [], counted: false },
      systemImage: await systemImage(
        cache,
        kernel,
        await fetchTools(cache, machines),
        placeContents(machines),
      ),
      files: {
        init: '#!/bin/sh\necho "@ begin overhead=7"\necho "@ 0 clwb count 1"\necho "@ 1 clwb count 2"\nexit 1\n',
      },
      limitMs: 60_000,
    });
    const { results, refusals } = readSerial(serial, 3);
    expect([...results.keys()]).toEqual([0]);
    expect(refusals.get(2)).toMatch(/^the kernel died before its end: Kernel panic/);
  });

  test('without QEMU on the path the user is told what to install', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      await expect(runGuest(small, options)).rejects.toMatchObject({
        exit: 'lacking',
        next: expect.stringContaining('apt-get install -y --no-install-recommends qemu-system-x86'),
      });
    } finally {
      process.env['PATH'] = path;
    }
  });
});
