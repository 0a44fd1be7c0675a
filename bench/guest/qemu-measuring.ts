import type { Machines } from '../machine/machines.ts';
import { qemuVersion } from './qemu.ts';
import { fetchNewQemu, type NewQemu } from './qemu-new.ts';

const installed = 'qemu-system-x86_64';

/**
 * The QEMU that experiments are measured with: the installed one, or one fetched beside it where that is
 * older than 8. Those take CMPXCHG16B for an instruction that leaves the flags as they are kept lazily
 * (helper_cmpxchg16b_unlocked): an interrupt just after it then saves rubbish as EFLAGS, and the kernel
 * dies of a double fault. Linux 6.12 was seen to.
 * @param oldest The first release that the device under test needs.
 * @throws Fault `lacking` without QEMU, or where a newer one cannot be had.
 */
export async function measuringQemu(
  cache: string,
  machines: Pick<Machines, 'releases'>,
  oldest = 8,
): Promise<NewQemu> {
  const version = await qemuVersion(installed);
  const major = Number(/version (\d+)/.exec(version)?.[1] ?? 0);
  if (major >= oldest) return { program: installed, data: [], version, debs: [] };
  return fetchNewQemu(cache, machines);
}
