import type { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { Pool } from './pool.ts';

/** The codes with which threads that start from here on end: 1 for one that was terminated. */
function endings(): number[] {
  const codes: number[] = [];
  const watch = (worker: Worker) => worker.once('exit', (code) => codes.push(code));
  process.on('worker', watch);
  onTestFinished(() => void process.off('worker', watch));
  return codes;
}

const batch = () => ({ kind: 'parse', batch: { ref: 0, items: [] } }) as never;

test('threads end by themselves, with work waiting or none', async () => {
  for (const jobs of [0, 40]) {
    const codes = endings();
    const pool = new Pool(2);
    pool.start();
    const given = Array.from({ length: jobs }, () => pool.run(batch()));
    for (const one of given) one.catch(() => undefined);
    await given[0];
    await pool.close();
    expect(codes).toEqual([0, 0]);
  }
});
