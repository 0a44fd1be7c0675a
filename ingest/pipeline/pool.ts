import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { closeReaders, type Results, runTask, type Task } from './tasks.ts';

/** More threads than this only wait for the one writer. */
const mostThreads = 4;

/** Jobs that a thread is given at once, so that it goes on while the writer is in a transaction. */
const jobsPerThread = 8;

/** What a thread says to a job that it was given. */
export interface Answer {
  readonly job: number;
  readonly result?: Results[Task['kind']];
  /** The stack of what was thrown. */
  readonly error?: string;
}

/** A task with the number that its answer names, or the end of all tasks. */
export type Order = { readonly job: number; readonly task: Task } | 'end';

/** What a thread starts with: one cell, set where nobody waits for its answers any more. */
export interface Start {
  readonly stopped: Int32Array<SharedArrayBuffer>;
}

/** A thread that does not end a batch in this time has met what no limit of ours stops. */
const longestBatchMs = 30_000;

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
  readonly #queue: Job[] = [];
  /** What each thread was given and has not answered, by the number of the job. */
  readonly #given = new Map<Worker, Map<number, Job>>();
  #jobs = 0;
  #online = 0;
  readonly #stopped = new Int32Array(new SharedArrayBuffer(4));

  /** The writer takes one core; a thread more than cores costs memory and its own warm-up. */
  constructor(size = Math.max(1, Math.min(mostThreads, availableParallelism() - 1))) {
    this.#size = size;
  }

  /** Jobs worth having under way: fewer leave a thread idle while the caller writes. */
  get ahead(): number {
    return this.#size * jobsPerThread;
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
        workerData: { stopped: this.#stopped } satisfies Start,
        // The parser's limits bound what one message takes; this bounds what they overlook.
        resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 },
      });
      worker.on('online', () => {
        this.#online += 1;
      });
      const given = new Map<number, Job>();
      worker.on('message', (answer: Answer) => {
        const job = given.get(answer.job);
        given.delete(answer.job);
        if (answer.error !== undefined) job?.reject(new Error(answer.error));
        else job?.resolve(answer.result as never);
        this.#next();
      });
      worker.on('error', (error) => this.#fail(worker, error));
      this.#given.set(worker, given);
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

  /** Gives waiting jobs to the threads that have fewest. */
  #next(): void {
    for (;;) {
      const [worker, given] = this.#leastBusy() ?? [];
      if (!worker || !given || given.size >= jobsPerThread) return;
      const job = this.#queue.shift();
      if (!job) return;
      this.#jobs += 1;
      given.set(this.#jobs, job);
      worker.postMessage({ job: this.#jobs, task: job.task } satisfies Order, job.transfer);
    }
  }

  #leastBusy(): [Worker, Map<number, Job>] | undefined {
    return [...this.#given].sort(([, a], [, b]) => a.size - b.size)[0];
  }

  #fail(worker: Worker, caught: unknown): void {
    const error = caught instanceof Error ? caught : new Error(String(caught));
    for (const job of this.#given.get(worker)?.values() ?? []) job.reject(error);
    this.#given.delete(worker);
    for (const job of this.#queue.splice(0)) job.reject(error);
  }

  /**
   * Threads end by themselves once what they are at is done. Terminated within zstd's start they end the process: Node 24
   * asserts there that a stream which is closed was begun (`CompressionStream::Close`).
   */
  async close(): Promise<void> {
    closeReaders();
    Atomics.store(this.#stopped, 0, 1);
    await Promise.all(this.#workers.map(ended));
    this.#workers = [];
  }
}

function ended(worker: Worker): Promise<void> {
  const isGone = worker.threadId === -1;
  if (isGone) return Promise.resolve();
  return new Promise((resolve) => {
    const limit = setTimeout(() => void worker.terminate(), longestBatchMs);
    worker.once('exit', () => {
      clearTimeout(limit);
      resolve();
    });
    worker.postMessage('end' satisfies Order);
  });
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
