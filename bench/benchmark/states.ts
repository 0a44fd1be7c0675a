import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { explore } from '../model/explore/explore.ts';
import { allReductions } from '../model/explore/options.ts';
import { scenarioOf, startOf } from '../model/explore/scenario.ts';

/**
 * How many crash states a second the explorer checks on experiment (a): a tip-to-root split beside a
 * mapped block, fan-out 4, two files of 8 blocks. Every state counted is recovered and judged; the
 * reduction to lines that are read is off, so that nothing is counted that was not checked.
 * Prints one line for each number of workers, the median of several rounds. On a machine that others
 * use, the figure for processor time is the one that says what a core does.
 */
const rounds = 5;
const secondsEach = 1.5;
const settings = ['wal', 'cow'].flatMap((metadata) =>
  ['split', 'merge'].map((operation) => ({
    approach: 'map-sync',
    faultSync: true,
    metadata,
    journal: 'jbd2',
    operation,
    fanout: 4,
  })),
);

interface Tally {
  readonly states: number;
  /** Of the wall clock, and of the processor time that this thread got. */
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Explores the settings over and over until the time is up. */
function checkFor(seconds: number): Tally {
  const reductions = { ...allReductions, reads: false };
  const options = { reductions, budget: 5_000_000 };
  const began = performance.now();
  const cpuBegan = process.threadCpuUsage();
  let states = 0;
  for (let i = 0; performance.now() - began < seconds * 1000; i++) {
    const scenario = scenarioOf(
      'extent-operation-elsewhere',
      settings[i % settings.length] ?? {},
      options,
    );
    states += explore(scenario.world, startOf(scenario), options).checked;
  }
  const { user, system } = process.threadCpuUsage(cpuBegan);
  const elapsed = (performance.now() - began) / 1000;
  return { states, seconds: elapsed, cpuSeconds: (user + system) / 1e6 };
}

if (isMainThread) {
  const counts = [...new Set([1, 2, availableParallelism()])].sort((a, b) => a - b);
  const pool = Array.from(
    { length: Math.max(...counts) },
    () => new Worker(fileURLToPath(import.meta.url)),
  );
  const ask = (worker: Worker) =>
    new Promise<Tally>((resolve, reject) => {
      const answered = (tally: Tally) => {
        worker.off('error', reject);
        resolve(tally);
      };
      worker.once('message', answered);
      worker.once('error', reject);
      worker.postMessage(secondsEach);
    });
  await Promise.all(pool.map(ask)); // warms every thread's compiler
  const rates = new Map<number, { wall: number; cpu: number }[]>(
    counts.map((count) => [count, []]),
  );
  for (let round = 0; round < rounds; round++) {
    for (const count of counts) {
      const tallies = await Promise.all(pool.slice(0, count).map(ask));
      const rate = (of: 'seconds' | 'cpuSeconds') =>
        tallies.reduce((sum, tally) => sum + tally.states / tally[of], 0);
      rates.get(count)?.push({ wall: rate('seconds'), cpu: rate('cpuSeconds') });
    }
  }
  const median = (count: number, of: 'wall' | 'cpu') =>
    (rates.get(count) ?? []).map((rate) => rate[of]).sort((a, b) => a - b)[rounds >> 1] ?? 0;
  for (const count of counts) {
    const figures = (['cpu', 'wall'] as const).map((of) => {
      const rate = Math.round(median(count, of)).toLocaleString('en');
      const scale = (median(count, of) / median(1, of)).toFixed(2);
      return `${rate} a second of ${of === 'cpu' ? 'processor' : 'wall'} time (${scale} times one worker)`;
    });
    const workers = `${count} worker${count > 1 ? 's' : ''}`;
    process.stdout.write(`${workers}: crash states checked: ${figures.join('; ')}\n`);
  }
  await Promise.all(pool.map((worker) => worker.terminate()));
} else {
  parentPort?.on('message', (seconds: number) => parentPort?.postMessage(checkFor(seconds)));
}
