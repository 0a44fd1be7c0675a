import { Worker } from 'node:worker_threads';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';
import { allReductions, type Reductions } from '../model/explore/options.ts';
import type { SettingOutcome } from '../model/outcome.ts';
import { runSetting } from '../model/run-experiment.ts';
import type { Answer, Job } from './worker.ts';

export interface PoolOptions {
  readonly workers?: number;
  readonly reductions?: Reductions;
  readonly signal?: AbortSignal;
  /** Called after each setting with how many are done. */
  readonly progress?: (done: number, of: number) => void;
  /** Called with each outcome as soon as it is there, in any order. */
  readonly outcome?: (index: number, outcome: SettingOutcome) => void;
}

/**
 * Runs settings of a model experiment on worker threads. Each setting is pure and its outcome goes
 * to its own place, so the result is the same for any number of workers.
 */
export async function exploreSettings(
  experiment: Experiment,
  settings: readonly Conditions[],
  options: PoolOptions = {},
): Promise<SettingOutcome[]> {
  const {
    workers = 1,
    reductions = allReductions,
    signal,
    progress = () => {},
    outcome: keep = () => {},
  } = options;
  const outcomes: SettingOutcome[] = [];
  if (workers <= 1) {
    for (const setting of settings) {
      signal?.throwIfAborted();
      const outcome = runSetting(experiment, setting, reductions);
      keep(outcomes.length, outcome);
      outcomes.push(outcome);
      progress(outcomes.length, settings.length);
      await new Promise((resolve) => setImmediate(resolve)); // lets a signal through
    }
    return outcomes;
  }
  let next = 0;
  let done = 0;
  const take = (): Job | null => {
    const index = next++;
    const setting = settings[index];
    return setting && !signal?.aborted ? { index, experiment, setting, reductions } : null;
  };
  const receive = (index: number, outcome: SettingOutcome) => {
    outcomes[index] = outcome;
    keep(index, outcome);
    progress(++done, settings.length);
  };
  const count = Math.min(workers, settings.length);
  await Promise.all(Array.from({ length: count }, () => runWorker(take, receive, signal)));
  signal?.throwIfAborted();
  return outcomes;
}

/** One thread that asks for jobs until there are none. */
async function runWorker(
  take: () => Job | null,
  receive: (index: number, outcome: SettingOutcome) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      const give = () => {
        const job = take();
        if (job) worker.postMessage(job);
        else resolve();
      };
      worker.on('message', (answer: Answer) => {
        if ('error' in answer) {
          reject(new Error(answer.error));
          return;
        }
        receive(answer.index, answer.outcome);
        give();
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      give();
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
