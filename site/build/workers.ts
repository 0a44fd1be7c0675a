import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Work } from './worker.ts';

/** Each takes some 200 MB, and a build should do with 2 GB. */
const most = 3;

/** As many as there are cores, up to `most`: the main thread soon has nothing to do but wait. */
export const usual = (): number => Math.min(most, availableParallelism());

/** Starts workers that share the work; settles when all is done, or rejects with the first error. */
export async function runWorkers(count: number, work: Omit<Work, 'next'>): Promise<void> {
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workers = Array.from({ length: count }, () => runWorker({ ...work, next }));
  await Promise.all(workers);
}

function runWorker(work: Work): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: work,
      // Smaller than usual: it costs no time here, and a build stays well below 2 GB.
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
      execArgv: [...process.execArgv, '--disable-warning=ExperimentalWarning'],
    });
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });
}
