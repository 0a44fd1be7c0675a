import type { Experiment } from '../../../data/schema/experiment.ts';
import { Fault } from '../../../data/schema/fault.ts';
import type { Exploration, Lost, Measurement, Run } from '../../../data/schema/run.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { LaboratoryOptions } from '../../crash/laboratory.ts';
import { type Crashed, runCrash } from '../../crash/run-crash.ts';
import { runProgramCrash } from '../../crash/run-program-crash.ts';
import { refuseUnlessRunnable } from '../../explore/runnable.ts';
import { boots, kernelOf } from '../../guest/boots.ts';
import { cacheFolder } from '../../guest/cache.ts';
import { bootLimit } from '../../guest/prepare-boot.ts';
import { runOnKernel } from '../../guest/run-kernel.ts';
import { runProgram } from '../../guest/run-program.ts';
import { readMachines } from '../../machine/machines.ts';
import { settings as settingsOf } from '../../model/settings.ts';
import { lostOf } from '../../substrate/lost.ts';
import { beginning } from '../../substrate/manifest.ts';
import type { RunOptions } from '../../substrate/run-options.ts';

/**
 * Runs one experiment on a stock Debian kernel in QEMU, one boot for each kernel of its settings. What
 * fails, a setting or a whole boot, is lost and named in the run; the others go on.
 * @throws Fault where nothing has a result: `lacking` if QEMU, gcc, apt or the network is, `checkFailed`
 * if the guest goes wrong.
 */
export async function runGuest(
  experiment: Experiment,
  options: RunOptions,
): Promise<Omit<Run, 'id'>> {
  refuseUnlessRunnable(experiment, 'guest', options.root);
  const started = new Date();
  const known = beginning(options.root, options.command, experiment.seed);
  const tools: Record<string, string> = {};
  const measurements: Measurement[] = [];
  const explorations: Exploration[] = [];
  const lost: Lost[] = [];
  let first: Fault | undefined;
  const settings = options.settings ?? settingsOf(experiment, { quick: options.quick });
  let done = 0;
  for (const group of boots(experiment, settings, readMachines(options.root))) {
    const kernel = kernelOf(found(group[0]));
    options.progress(progressOf(experiment, group, done, settings.length, started));
    done += group.length;
    try {
      const measured = await measure(experiment, kernel, group, options);
      measurements.push(...measured.measurements);
      explorations.push(...measured.explorations);
      lost.push(...(measured.lost ?? []));
      Object.assign(tools, measured.tools);
    } catch (caught) {
      if (!(caught instanceof Fault) || !losesBoot.has(caught.exit)) throw caught;
      first ??= caught;
      const why = caught.message.slice(0, longestReason);
      lost.push(...group.map((conditions) => ({ conditions, why })));
      options.progress(`guest: that boot is lost: ${caught.message}`);
    }
  }
  return {
    schemaVersion: 1,
    experiment: experiment.id,
    substrate: 'guest',
    manifest: {
      ...known,
      startedAt: started.toISOString(),
      durationMs: Date.now() - started.getTime(),
      tools: { node: process.version, ...tools },
    },
    measurements,
    explorations,
    ...lostOf(lost, { measurements, explorations }, first, options.settings !== undefined),
  };
}

/** Faults of one boot; another means that the experiment is wrong, whatever is booted. */
const losesBoot: ReadonlySet<Fault['exit']> = new Set(['checkFailed', 'lacking']);
/** Of a reason in a run, characters: the tail of a serial line is long. */
const longestReason = 600;

type Measured = Crashed & { readonly lost?: readonly Lost[] };

async function measure(
  experiment: Experiment,
  kernel: string,
  group: readonly Conditions[],
  options: RunOptions,
): Promise<Measured> {
  if (experiment.workload === 'crash') {
    return runCrash(experiment, kernel, group, crashOptions(options));
  }
  if (experiment.workload !== 'program') {
    return { ...(await runOnKernel(experiment, kernel, group, options)), explorations: [] };
  }
  if (experiment.crash !== undefined) {
    return runProgramCrash(experiment, kernel, group, crashOptions(options));
  }
  return { ...(await runProgram(experiment, group, options)), explorations: [] };
}

/** What is booted next, how much is done, and when all will be if the rest takes as long. */
function progressOf(
  experiment: Experiment,
  group: readonly Conditions[],
  done: number,
  all: number,
  started: Date,
): string {
  const parts = ['device', 'cpus'].flatMap((axis) =>
    group[0]?.[axis] === undefined ? [] : [`${axis} ${group[0][axis]}`],
  );
  const machine = [`kernel ${kernelOf(found(group[0]))}`, ...parts].join(', ');
  const spent = (Date.now() - started.getTime()) / 1000;
  const left = done === 0 ? '' : `, about ${Math.ceil((spent / done) * (all - done))} s left`;
  const waits = experiment.workload === 'crash' ? 'recording' : 'booting';
  return `guest: ${done} of ${all} settings done${left}; ${waits} ${machine} for ${group.length} settings`;
}

function found(setting: Conditions | undefined): Conditions {
  if (!setting) throw new Error('a boot has no settings');
  return setting;
}

function crashOptions(options: RunOptions): LaboratoryOptions {
  return {
    cache: cacheFolder(options.env),
    root: options.root,
    limitMs: options.limitMs ?? bootLimit,
    signal: options.signal,
    progress: options.progress,
  };
}
