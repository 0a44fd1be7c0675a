import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { readMachines } from '../machine/machines.ts';
import { kernelOf } from './boots.ts';
import { cacheFolder } from './cache.ts';
import { versionsOf } from './debian.ts';
import { gccVersion } from './gcc.ts';
import { fetchKernel } from './kernel.ts';
import { measuringQemu } from './qemu-measuring.ts';
import { fetchNewQemu } from './qemu-new.ts';
import { fetchTools, foreignOf } from './tools.ts';

/**
 * The versions of everything from elsewhere that settings of the guest run with, in the form of a
 * manifest's tools. What is not in the cache is fetched.
 * @throws Fault `lacking` where it cannot be had.
 */
export async function guestPackages(
  experiment: Experiment,
  settings: readonly Conditions[],
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Readonly<Record<string, string>>> {
  const searched = experiment.workload === 'crash' || experiment.crash !== undefined;
  return packagesOfKernels(settings.map(kernelOf), searched, root, env, experiment);
}

/**
 * The same of kernels by name.
 * @param experiment whose foreign programs come with them.
 * @param searched whether they are crashed, which takes another QEMU than measuring.
 */
export async function packagesOfKernels(
  kernels: readonly string[],
  searched: boolean,
  root: string,
  env: Readonly<Record<string, string | undefined>>,
  experiment?: Experiment,
): Promise<Readonly<Record<string, string>>> {
  const cache = cacheFolder(env);
  const machines = readMachines(root);
  const foreign = experiment ? foreignOf(experiment, machines) : [];
  const qemu = searched
    ? await fetchNewQemu(cache, machines)
    : await measuringQemu(cache, machines);
  const debs = [...qemu.debs, ...(await fetchTools(cache, machines, undefined, foreign)).debs];
  for (const name of new Set(kernels)) {
    debs.push(...(await fetchKernel(cache, name, machines)).debs);
  }
  return {
    qemu: qemu.version,
    gcc: await gccVersion(),
    ...versionsOf(debs),
  };
}
