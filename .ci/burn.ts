import { Worker } from 'node:worker_threads';

/**
 * Keeps processors busy until it is ended: `node .ci/burn.ts 4`. Tests must pass beside it, since
 * no limit of theirs is about speed.
 */
const threads = Number(process.argv[2] ?? 4);
for (let i = 0; i < threads; i++) {
  new Worker('let x = 1; for (;;) x = (Math.imul(x, 48271) + 1) | 0;', { eval: true });
}
