import { boot } from '../guest/boot.ts';
import { type Laboratory, limitsOf, machineOf, quick, regions } from './laboratory.ts';

/** Room for the log, MiB: the second region of persistent memory. */
const logMebibytes = 768;

/**
 * Boots a guest that logs its own disk with dm-log-writes, both in memory, counting instructions.
 * @throws Fault `checkFailed` if it hangs or ends in an error, with the serial tail.
 */
export async function bootLogged(
  laboratory: Laboratory,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ readonly serial: string; readonly log: Buffer }> {
  const { serial, region } = await boot({
    guest: { ...machineOf(laboratory), regions: [regions[0] ?? 0, logMebibytes], ...quick },
    take: 1,
    systemImage: laboratory.system,
    files,
    ...limitsOf(laboratory),
  });
  return { serial, log: region };
}
