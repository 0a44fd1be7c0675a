import type { Io } from '../../data/schema/command.ts';
import type { Experiment } from '../../data/schema/experiment.ts';
import { type ExitCode, exitCode, visible } from '../../data/schema/fault.ts';
import type { Run } from '../../data/schema/run.ts';
import { readCatalogue } from '../evidence/catalogue.ts';
import { inWords } from '../evidence/verdict/change.ts';
import { controlsIn } from '../evidence/verdict/control-met.ts';
import { readMachines } from '../machine/machines.ts';
import { unheardAxes } from '../machine/program-problem.ts';

/** Names, before anything starts, the axes for which the source of a reader's own program does not ask. */
export function tellUnheard(experiment: Experiment, io: Pick<Io, 'err' | 'root'>): void {
  if (experiment.workload !== 'program') return;
  for (const axis of unheardAxes(experiment, readMachines(io.root)))
    io.err(
      `${experiment.id}: ${experiment.program} does not ask for ${axis}, and may do the same for all its values\n`,
    );
}

/**
 * Says where a run does not say what its experiment asks: a metric of which no setting has a sample, for
 * which the exit code is 1, and cases whose control is not met.
 */
export function tellUnsaid(
  made: readonly { readonly experiment: Experiment; readonly run: Run }[],
  io: Pick<Io, 'err' | 'root'>,
): ExitCode {
  let code: ExitCode = exitCode.done;
  for (const { experiment, run } of made) {
    for (const name of unsaid(experiment, run)) {
      io.err(
        `${experiment.id}: no setting has a sample of ${name}; print or count it, or take it out of metrics\n`,
      );
      code = exitCode.checkFailed;
    }
    if (experiment.requires === undefined) continue;
    const cases = controlsIn(run, experiment, readCatalogue(io.root));
    const unmet = cases.filter(({ outcome }) => outcome !== 'for');
    io.err(
      `${experiment.id}: the control ${experiment.requires} is met in ${cases.length - unmet.length} of ${cases.length} cases\n`,
    );
    for (const { when } of unmet)
      io.err(`${visible(`  not met, and so without an answer: ${inWords(when)}`)}\n`);
  }
  return code;
}

/** Where all settings were lost there is no sample of anything, which is said of each. */
function unsaid({ metrics }: Experiment, { measurements }: Run): readonly string[] {
  if (measurements.length === 0) return [];
  const said = new Set(measurements.map(({ metric }) => metric));
  return metrics.filter((name) => !said.has(name));
}
