import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment } from '../../data/schema/experiment.ts';
import { Fault, visible } from '../../data/schema/fault.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { execute } from '../guest/execute.ts';
import type { OwnProgram } from '../guest/lab-binary.ts';
import { type Outcome, programMeasurements, readMetrics } from '../guest/program-measurements.ts';
import { readProgramResults } from '../guest/program-results.ts';
import { environmentName } from '../machine/program-problem.ts';
import type { RunOptions } from '../substrate/run-options.ts';
import type { Place } from './places.ts';

/** Exit code of `lab confine` where the kernel cannot confine (bench/lab/command.c). */
const cannotConfine = 125;
const limitSeconds = 60;

/**
 * Runs a reader's own program on this machine, each setting in a fresh folder of its own. Landlock keeps
 * it from writing anywhere else; intervals are in ns.
 * @throws Fault `lacking` where the kernel has no Landlock and the reader did not say `--outside`.
 */
export async function runHostProgram(
  experiment: Experiment,
  jobs: readonly { readonly setting: Conditions; readonly place: Place }[],
  own: OwnProgram,
  options: RunOptions,
): Promise<Outcome> {
  let transcript = '';
  for (const [id, { setting, place }] of jobs.entries()) {
    transcript += await runOne(id, setting, place.folder, own, options);
  }
  return programMeasurements(
    experiment,
    jobs.map(({ setting }) => setting),
    readProgramResults(`${transcript}@ end ${jobs.length}\n`, jobs.length),
    readMetrics(options.root),
    'latency',
    null,
  );
}

async function runOne(
  id: number,
  setting: Conditions,
  place: string,
  own: OwnProgram,
  { outside, signal }: Pick<RunOptions, 'outside' | 'signal'>,
): Promise<string> {
  const folder = mkdtempSync(join(place, 'program-'));
  try {
    const work = join(folder, 'work');
    mkdirSync(work);
    const results = join(folder, 'results');
    writeFileSync(results, '');
    const keep = outside ? ['limit'] : ['confine', folder];
    const { code, stdout, stderr } = await execute(
      own.lab,
      [
        ...keep,
        String(limitSeconds),
        ...(own.program.endsWith('.sh') ? ['/bin/sh'] : []),
        own.program,
      ],
      {
        cwd: work,
        env: {
          ...axesOf(setting),
          LAB_JOB: String(id),
          LAB_RESULTS: results,
          LAB_UNIT: 'ns',
          PATH: path(own),
        },
        limitMs: 1000 * (limitSeconds + 5),
        signal,
      },
    );
    if (signal.aborted) throw new Error('interrupted');
    if (code === cannotConfine) throw unconfined();
    const said = visible(`${stdout}${stderr}`.trim().slice(-300));
    const fault =
      code === 0 ? '' : `@ ${id} fault the program ended with ${code ?? 'a signal'}: ${said}\n`;
    return readFileSync(results, 'utf8') + fault;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const path = (own: OwnProgram) =>
  `${own.lab.slice(0, own.lab.lastIndexOf('/'))}:${process.env['PATH'] ?? '/usr/bin:/bin'}`;

const axesOf = (setting: Conditions): Record<string, string> =>
  Object.fromEntries(
    Object.entries(setting).map(([axis, value]) => [environmentName(axis), String(value)]),
  );

const unconfined = () =>
  new Fault(
    'lacking',
    'this kernel has no Landlock (Linux 5.13), so that nothing keeps the program to its folder',
    'read the program, and give --outside to run it all the same',
  );
