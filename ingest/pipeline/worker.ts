import { parentPort } from 'node:worker_threads';
import { messageOf } from '../../data/schema/fault.ts';
import { runTask, type Task } from './tasks.ts';

const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread only');

port.on('message', (task: Task) => {
  runTask(task).then(
    (result) => port.postMessage({ result }),
    (caught: unknown) =>
      port.postMessage({
        error: caught instanceof Error ? (caught.stack ?? caught.message) : messageOf(caught),
      }),
  );
});
