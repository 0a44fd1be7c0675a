import type { ToolEntry } from '../../data/schema/machine.ts';
import type { Machines } from '../machine/machines.ts';
import type { RunOptions } from '../substrate/run-options.ts';
import { cacheFolder } from './cache.ts';
import { versionsOf } from './debian.ts';
import { fetchKernel } from './kernel.ts';
import { compilePlugin, pluginApi } from './plugin.ts';
import { measuringQemu } from './qemu-measuring.ts';
import { fetchTools } from './tools.ts';

/** The largest boot takes about a minute on an idle machine; the limit allows for a busy one. Milliseconds. */
export const bootLimit = 900_000;

/**
 * What a boot that is measured is made with, and its versions and hashes.
 * @param oldest The first release of QEMU that the device under test needs.
 * @param foreign Programs that an experiment names.
 */
export async function prepareBoot(
  machines: Machines,
  kernelName: string,
  { root, env, pins, limitMs = bootLimit, signal }: RunOptions,
  oldest?: number,
  foreign?: readonly ToolEntry[],
) {
  const cache = cacheFolder(env);
  const qemu = await measuringQemu(cache, machines, oldest);
  const api = pluginApi(qemu.version);
  const plugin = api ? await compilePlugin(cache, root, 'count', api) : undefined;
  const kernel = await fetchKernel(cache, kernelName, machines, pins);
  const unpacked = await fetchTools(cache, machines, pins, foreign);
  const debs = [...qemu.debs, ...kernel.debs, ...unpacked.debs];
  return {
    cache,
    plugin,
    kernel,
    unpacked,
    machine: { qemu: qemu.program, data: qemu.data, kernel: kernel.image, counted: true },
    limits: { limitMs, signal },
    tools: { qemu: qemu.version, ...versionsOf(debs) },
  };
}
