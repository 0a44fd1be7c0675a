import { boot } from '../guest/boot.ts';
import { type Laboratory, quick, regions } from './laboratory.ts';

/** Room for the log, MiB: the second region of persistent memory. */
const logMebibytes = 768;

/**
 * Boots a guest that logs its own disk with dm-log-writes, both in memory, counting instructions.
 * @throws Fault `checkFailed` if it hangs or ends in an error, with the serial tail.
 */
export async function bootLogged(
  { qemu, kernel, system, options }: Laboratory,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ readonly serial: string; readonly log: Buffer }> {
  const { serial, region } = await boot({
    guest: {
      qemu: qemu.program,
      data: qemu.data,
      kernel: kernel.image,
      regions: [regions[0] ?? 0, logMebibytes],
      ...quick,
      shift: 4,
    },
    take: 1,
    systemImage: system,
    files,
    limitMs: options.limitMs,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  return { serial, log: region };
}
