import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMachines } from '../machine/machines.ts';
import { programScript, shellQuoted } from './init-program.ts';
import { standsOf } from './program-machine.ts';

const machines = readMachines(process.cwd());
const script = (setting: Record<string, string>) =>
  programScript(standsOf([setting], machines), machines);

test('whatever a value holds, it is one word to a shell', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
      (text) => {
        const command = `printf '%s|' ${shellQuoted(text)}`;
        expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' })).toBe(`${text}|`);
      },
    ),
    { numRuns: 60 },
  );
});

test('a script is one that a shell can read, and hands every axis to the program', () => {
  const setting = { fs: 'xfs', device: 'ram', layer: 'error', mkfs: 'reflink=0', who: "it's" };
  const text = script(setting);
  execFileSync('sh', ['-n', '-c', text]);
  expect(text).toContain("export WARRANT_WHO='it'\\''s'");
  expect(text).toContain('mkfs.xfs -q -f -m');
  expect(text).toContain('-m reflink=0 /dev/dm-0');
  expect(text).toContain('rd_size=393216');
});

test('memory is limited before anything is mounted, and the program joins its group', () => {
  const text = script({ fs: 'ext4', memory: 'small-group' });
  execFileSync('sh', ['-n', '-c', text]);
  expect(text.indexOf('>/sys/fs/cgroup/lab/memory.max')).toBeLessThan(text.indexOf('mkfs.ext4'));
  expect(text).toContain('echo 0 >/sys/fs/cgroup/lab/cgroup.procs && exec lab limit');
  expect(script({ fs: 'ext4', memory: 'few-dirty-bytes' })).toContain(
    'echo 1048576 >/proc/sys/vm/dirty_bytes',
  );
  expect(script({ fs: 'ext4' })).not.toContain('cgroup');
});

test.each([...machines.devices.keys()])('%s can carry every file system and layer', (device) => {
  for (const fs of machines.fileSystems.keys()) {
    for (const layer of machines.layers.keys()) {
      const text = script({ fs, device, layer });
      // What lab-fault reads keeps its places; it fills them in itself.
      const filled = text.replace(/^.*>\/lab\/layer$/gm, '');
      expect(filled).not.toMatch(/\{(?:device|start|options|uuid|log|file)\}/);
      execFileSync('sh', ['-n', '-c', text]);
    }
  }
});
