import { join } from 'node:path';
import type { Experiment } from '../../../data/schema/experiment.ts';
import { Fault } from '../../../data/schema/fault.ts';
import type { Run } from '../../../data/schema/run.ts';
import type { Scope } from '../../../data/schema/scope.ts';
import { runOn } from '../runs/run-on.ts';
import { jsonFiles, newestOf, readRun, writeRun, writeTrace } from '../runs/run-store.ts';
import type { VerifyOptions } from './verify.ts';

/** One experiment repeated on one substrate, or why this machine cannot repeat it. */
export type Rerun =
  /** `earlier`: whether an earlier call made it. */
  | { readonly kind: 'ran'; readonly run: Run; readonly earlier: boolean }
  | { readonly kind: 'cannot'; readonly why: string };

/**
 * Repeats an experiment and keeps the run in `build/results`, from where a later call takes it again with
 * `since`; lacking something for it is an answer, any other fault is thrown.
 */
export async function rerun(
  experiment: Experiment,
  scope: Scope,
  options: VerifyOptions,
): Promise<Rerun> {
  if (!experiment.substrates.includes(scope)) {
    return { kind: 'cannot', why: `${experiment.id} does not run on ${scope}` };
  }
  const command = `./warrant verify --substrate ${scope}${options.quick ? ' --quick' : ''}`;
  const folder = join(options.root, 'build/results');
  const before =
    options.since && madeSince(options.since, join(folder, experiment.id, scope), command);
  if (before) return { kind: 'ran', run: before, earlier: true };
  try {
    const { run, traces } = await (options.run ?? runOn)(experiment, scope, {
      ...options,
      command,
    });
    for (const trace of traces) writeTrace(folder, trace);
    writeRun(folder, run);
    return { kind: 'ran', run, earlier: false };
  } catch (caught) {
    if (caught instanceof Fault && caught.exit === 'lacking') {
      return { kind: 'cannot', why: caught.line };
    }
    throw caught;
  }
}

/** The newest run that the same command made at or after an instant. */
function madeSince(since: string, folder: string, command: string): Run | undefined {
  const runs = jsonFiles(folder).map((file) => readRun(file).run);
  return newestOf(
    runs.filter(({ manifest }) => manifest.command === command && manifest.startedAt >= since),
  );
}
