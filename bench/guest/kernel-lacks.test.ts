import { expect, test } from 'vitest';
import { readMachines } from '../machine/machines.ts';
import type { Kernel } from './kernel.ts';
import { refuseLacking } from './kernel-lacks.ts';
import { standsOf } from './program-machine.ts';

const machines = readMachines(process.cwd());
const kernel = (builtIn: readonly string[] | null): Kernel => ({
  name: 'mine',
  image: '/mine',
  modules: new Map([['brd', '/brd.ko']]),
  builtIn: builtIn && new Set(builtIn),
  debs: [],
});
const asked = (builtIn: readonly string[] | null, setting: Record<string, string>) => () =>
  refuseLacking(kernel(builtIn), standsOf([setting], machines));

test('a part that the kernel has neither built in nor as a module is named before a boot', () => {
  expect(asked([], { fs: 'f2fs', device: 'ram' })).toThrow('the kernel mine has no f2fs');
  expect(asked(['ext4'], { fs: 'ext4', device: 'nvme' })).toThrow('has no nvme');
  expect(asked(['ext4'], { fs: 'ext4', device: 'ram', layer: 'flakey' })).toThrow('has no dm_mod');
});

test('what is built in, a module, or not known is left to the boot', () => {
  expect(asked(['ext4'], { fs: 'ext4', device: 'ram' })).not.toThrow();
  expect(asked([], { fs: 'tmpfs', device: 'ram' })).not.toThrow();
  expect(asked(null, { fs: 'f2fs', device: 'nvme' })).not.toThrow();
});
