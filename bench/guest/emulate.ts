import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { Fault } from '../../data/schema/fault.ts';
import { type ExecuteOptions, execute } from './execute.ts';
import { type Guest, qemuArguments } from './qemu.ts';
import { serialTail } from './serial.ts';

/** Honest serial output of the largest experiment is under 2 MB; more is a guest gone wild. */
const maximumOutput = 32 << 20;

interface Limits extends Pick<ExecuteOptions, 'signal' | 'hopeless'> {
  readonly limitMs: number;
}

/**
 * Runs the emulator to its end.
 * @returns All that the guest wrote to the serial line.
 * @throws Fault `checkFailed` if it hangs, floods the line or ends in an error, with the serial tail.
 */
export async function emulate(
  guest: Guest,
  more: readonly string[],
  { limitMs, signal, hopeless }: Limits,
): Promise<string> {
  const line = guest.serial;
  const { code, stderr, killed } = await execute(guest.qemu, [...qemuArguments(guest), ...more], {
    limitMs,
    ...(signal ? { signal } : {}),
    hopeless: () =>
      hopeless?.() === true || (existsSync(line) && statSync(line).size > maximumOutput),
  });
  const serial = existsSync(line) ? readFileSync(line, 'latin1') : '';
  const transcript = process.env['WARRANT_GUEST_TRANSCRIPT'];
  if (transcript) appendFileSync(transcript, serial);
  if (killed === 'signal') throw new Error('interrupted');
  if (killed || code !== 0) {
    const why = killed
      ? `did not finish within ${limitMs / 1000} s and was killed`
      : `ended with ${code}: ${stderr.trim()}`;
    throw unfinished(why, serial);
  }
  return serial;
}

/** Of a guest that did not come to its end, with the last lines of the serial line. */
export const unfinished = (why: string, serial: string): Fault =>
  new Fault(
    'checkFailed',
    `the guest ${why}; its last lines: ${serialTail(serial)}`,
    'run it again on a machine less busy; if it repeats, report it with these lines',
  );
