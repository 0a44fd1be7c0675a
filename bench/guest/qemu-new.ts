import { join } from 'node:path';
import { Fault } from '../../data/schema/fault.ts';
import type { Machines } from '../machine/machines.ts';
import { type Deb, fetchPackages, releaseOf } from './debian.ts';
import { execute } from './execute.ts';

/** A QEMU whose plugins can read registers, fetched beside the installed one and never installed. */
export interface NewQemu {
  readonly program: string;
  /** Where it finds its firmware. */
  readonly data: readonly string[];
  readonly version: string;
  readonly debs: readonly Deb[];
}

/**
 * Fetches QEMU 10 from bookworm-backports. Its libraries are those of the installed QEMU 7.2.
 * @throws Fault `lacking` where it cannot be had or does not start here.
 */
export async function fetchNewQemu(
  cache: string,
  machines: Pick<Machines, 'releases'>,
): Promise<NewQemu> {
  const names = ['qemu-system-x86', 'qemu-system-data', 'seabios'];
  const { root, debs } = await fetchPackages(
    cache,
    releaseOf(machines, 'bookworm-backports'),
    names,
  );
  const program = join(root, 'usr/bin/qemu-system-x86_64');
  const { code, stdout, stderr } = await execute(program, ['--version']);
  const version = stdout.split('\n')[0] ?? '';
  if (code !== 0 || !/version 1\d\./.test(version)) {
    throw new Fault(
      'lacking',
      `QEMU 10 of bookworm-backports does not run here: ${stderr.trim() || version}`,
      'run: apt-get install -y --no-install-recommends qemu-system-x86',
    );
  }
  const data = ['usr/share/qemu', 'usr/share/seabios'].map((folder) => join(root, folder));
  return { program, data, version, debs };
}
