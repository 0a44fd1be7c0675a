import type { Io } from '../../data/schema/command.ts';
import { type ExitCode, exitCode, visible } from '../../data/schema/fault.ts';
import type { Run } from '../../data/schema/run.ts';
import { lostWords, mend } from '../substrate/lost.ts';

/** Names every setting that runs have lost; the exit code is 1 where there is one. */
export function tellLost(runs: readonly Run[], io: Pick<Io, 'err'>): ExitCode {
  const lost = runs.flatMap((run) =>
    (run.lost ?? []).map((one) => `${run.experiment}: ${lostWords(one)}`),
  );
  for (const line of lost) io.err(`${visible(line)}\n`);
  if (lost.length === 0) return exitCode.done;
  io.err(`settings lost: ${lost.length}, the others are kept; ${mend}\n`);
  return exitCode.checkFailed;
}
