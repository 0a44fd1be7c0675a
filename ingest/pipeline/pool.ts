import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { closeReaders, type Results, runTask, type Task } from './tasks.ts';

/** More threads than this only wait for the one writer. */
const mostThreads = 4;

interface Job {
  readonly task: Task;
  readonly transfer: ArrayBuffer[];
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Threads that parse and derive. Small work runs on the calling thread: starting a thread costs as much
 * as parsing some hundred messages. `start` says that the work is large.
 */
export class Pool {
  readonly #size: number;
  #workers: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #queue: Job[] = [];
  readonly #busy = new Map<Worker, Job>();
  #online = 0;

  /** The writer takes one core; a thread more than cores costs memory and its own warm-up. */
  constructor(size = Math.max(1, Math.min(mostThreads, availableParallelism() - 1))) {
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  get started(): boolean {
    return this.#workers.length > 0;
  }

  /** Whether threads are up; until they are, the caller had better work itself. */
  get ready(): boolean {
    return this.#online > 0;
  }

  start(): void {
    if (this.started) return;
    this.#workers = Array.from({ length: this.#size }, () => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), {
        execArgv: ['--disable-warning=ExperimentalWarning'],
        // The parser's limits bound what one message takes; this bounds what they overlook.
        resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 },
      });
      worker.on('online', () => {
        this.#online += 1;
      });
      worker.on('message', (answer: { result?: never; error?: string }) => {
        const job = this.#busy.get(worker);
        this.#busy.delete(worker);
        this.#idle.push(worker);
        if (answer.error !== undefined) job?.reject(new Error(answer.error));
        else job?.resolve(answer.result as never);
        this.#next();
      });
      worker.on('error', (error) => this.#fail(worker, error));
      this.#idle.push(worker);
      return worker;
    });
  }

  /** Runs a task on a thread, or here where none was started. */
  run<K extends Task['kind']>(
    task: Extract<Task, { kind: K }>,
    transfer: ArrayBuffer[] = [],
  ): Promise<Results[K]> {
    if (!this.started) return runTask<K>(task);
    return new Promise((resolve, reject) => {
      this.#queue.push({ task, transfer, resolve, reject } as Job);
      this.#next();
    });
  }

  #next(): void {
    for (;;) {
      const job = this.#queue[0];
      const worker = job && this.#idle.pop();
      if (!job || !worker) return;
      this.#queue.shift();
      this.#busy.set(worker, job);
      worker.postMessage(job.task, job.transfer);
    }
  }

  #fail(worker: Worker, caught: unknown): void {
    const error = caught instanceof Error ? caught : new Error(String(caught));
    this.#busy.get(worker)?.reject(error);
    this.#busy.delete(worker);
    for (const job of this.#queue.splice(0)) job.reject(error);
  }

  async close(): Promise<void> {
    closeReaders();
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
    this.#workers = [];
  }
}

/** Runs tasks ahead of their consumer, at most `ahead` of them, and yields the results in order. */
export async function* inOrder<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  ahead: number,
  run: (item: T) => Promise<R>,
): AsyncIterable<R> {
  const pending: Promise<R>[] = [];
  for await (const item of items) {
    const promise = run(item);
    promise.catch(() => undefined); // reported when its turn comes
    pending.push(promise);
    if (pending.length > ahead) yield* pending.splice(0, 1);
  }
  yield* pending;
}
