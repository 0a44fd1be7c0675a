import { parentPort } from 'node:worker_threads';
import { messageOf } from '../../data/schema/fault.ts';
import type { Answer, Order } from './pool.ts';
import { runTask } from './tasks.ts';

const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread only');

port.on('message', ({ job, task }: Order) => {
  runTask(task).then(
    (result) => port.postMessage({ job, result } satisfies Answer),
    (caught: unknown) =>
      port.postMessage({
        job,
        error: caught instanceof Error ? (caught.stack ?? caught.message) : messageOf(caught),
      } satisfies Answer),
  );
});
