import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../data/schema/fault.ts';
import type { Answer, Order, Start } from './pool.ts';
import { runTask } from './tasks.ts';

const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread only');

const { stopped }: Start = workerData;

port.on('message', (order: Order) => {
  if (order === 'end') {
    port.close();
    return;
  }
  if (Atomics.load(stopped, 0) === 1) return;
  const { job, task } = order;
  runTask(task).then(
    (result) => port.postMessage({ job, result } satisfies Answer),
    (caught: unknown) =>
      port.postMessage({
        job,
        error: caught instanceof Error ? (caught.stack ?? caught.message) : messageOf(caught),
      } satisfies Answer),
  );
});
