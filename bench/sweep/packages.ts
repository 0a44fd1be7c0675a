import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment } from '../../data/schema/experiment.ts';
import { sha256 } from '../../data/schema/hash.ts';
import type { Conditions } from '../../data/schema/scope.ts';

export interface PackagesAsked {
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Versions of the packages that decide what this machine would measure, by name: Node, the packages of
 * npm, and for the guest QEMU, gcc, kernels and tools. Fetches what the guest needs and has not.
 * @throws Fault `lacking` where this machine cannot run the guest.
 */
export async function packagesHere(
  experiment: Experiment,
  substrate: 'model' | 'guest',
  settings: readonly Conditions[],
  { root, env }: PackagesAsked,
): Promise<Readonly<Record<string, string>>> {
  const every = everyPackage(root);
  if (substrate === 'model') return every;
  const { guestPackages } = await import('../guest/guest-packages.ts');
  return { ...every, ...(await guestPackages(experiment, settings, root, env)) };
}

/** The same for crashes of one kernel. */
export async function crashPackagesHere(
  kernel: string,
  { root, env }: PackagesAsked,
): Promise<Readonly<Record<string, string>>> {
  const { packagesOfKernels } = await import('../guest/guest-packages.ts');
  return { ...everyPackage(root), ...(await packagesOfKernels([kernel], true, root, env)) };
}

function everyPackage(root: string): Readonly<Record<string, string>> {
  const lock = sha256(readFileSync(join(root, 'package-lock.json'), 'utf8')).slice(0, 12);
  return { node: process.version, 'package-lock.json': lock };
}
