import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Trial, Work } from './worker.ts';

/** Each takes some 200 MB, and a build should do with 2 GB. */
const most = 3;

/** As many as there are cores, up to `most`: the main thread soon has nothing to do but wait. */
export const usual = (): number => Math.min(most, availableParallelism());

/** Starts workers that share the work; settles when all is done, or rejects with the first error. */
export async function runWorkers(count: number, work: Omit<Work, 'next'>): Promise<void> {
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  await Promise.all(Array.from({ length: count }, () => ended(workerOn({ ...work, next }))));
}

/** The page of a trial as a worker makes it; null where a worker cannot. */
export async function tried(work: Omit<Work, 'next'> & { trial: Trial }): Promise<string | null> {
  const worker = workerOn({ ...work, next: new Int32Array(1) });
  let page: string | null = null;
  worker.on('message', (made: string) => {
    page = made;
  });
  await ended(worker).catch(() => undefined);
  return page;
}

function workerOn(workerData: Work): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), {
    workerData,
    // Smaller than usual: it costs no time here, and a build stays well below 2 GB.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
    execArgv: [...process.execArgv, '--disable-warning=ExperimentalWarning'],
  });
}

function ended(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}
