import { setTimeout } from 'node:timers/promises';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { Fault, messageOf, visible } from '../../../data/schema/fault.ts';
import { sha256 } from '../../../data/schema/hash.ts';
import type { Finished } from '../../evidence/runs/run-model.ts';
import { gather } from '../gather.ts';
import { type Part, readPart } from '../part.ts';
import type { Plan } from '../plan.ts';
import { remaining } from '../remaining.ts';
import { connect, deadQueue, heartbeatSeconds, partsQueue, plansQueue } from './connect.ts';
import { reasonOf } from './reason.ts';
import type { PartJob, PartOutput } from './work.ts';

export interface SweepOptions {
  readonly signal: AbortSignal;
  /** Progress, retries with their reasons, and what the queue says; one line at a time. */
  readonly progress: (line: string) => void;
}

/** Tries after the first; a part that fails on every machine is dead, and its reason the sweep's. */
const retries = 4;
/** The server may be restarted in mid-sweep; away for longer than this, it is given up. */
const patienceMs = 120_000;

/**
 * Does a plan on whatever workers wait at a PostgreSQL server, and gathers the parts. Interrupted, it
 * leaves what is done there, and the same command goes on from it.
 * @throws Fault `lacking` where no server answers, `checkFailed` with the last reason for a dead part.
 */
export async function sweep(plan: Plan, url: string, options: SweepOptions): Promise<Finished> {
  const boss = await connect(url, options.progress);
  try {
    await announce(boss, plan);
    const parts = await collect(boss, plan, options);
    const finished = gather(plan, parts);
    await withdraw(boss, plan);
    await boss.deleteQueue(partsQueue(plan.id));
    return finished;
  } catch (fault) {
    await withdraw(boss, plan).catch(() => {}); // what is to be told is the fault itself
    throw fault;
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** Makes the queue of the parts, fills it with those it does not have, and tells the workers. */
async function announce(boss: PgBoss, plan: Plan): Promise<void> {
  const queue = partsQueue(plan.id);
  if ((await boss.getQueue(queue)) === null) {
    await boss.createQueue(queue, {
      retryLimit: retries,
      retryDelay: 1,
      expireInSeconds: 6 * 60 * 60,
      heartbeatSeconds,
      deadLetter: deadQueue,
    });
  }
  const jobs = [...plan.parts.keys()].map((index) => ({
    id: jobId(plan, `part ${index}`),
    data: { index },
  }));
  await boss.insert(queue, jobs); // an id that is there already is left as it is
  const stopped = await boss.findJobs<PartJob>(queue, { limit: plan.parts.length });
  for (const { id, state } of stopped) {
    if (state === 'cancelled') await boss.resume(queue, id);
    if (state === 'failed') await boss.retry(queue, id);
  }
  await boss.insert(plansQueue, [{ id: jobId(plan, 'plan'), data: plan }]);
}

/** The workers stop taking parts; what is done stays. */
async function withdraw(boss: PgBoss, plan: Plan): Promise<void> {
  await boss.deleteJob(plansQueue, jobId(plan, 'plan'));
}

async function collect(
  boss: PgBoss,
  plan: Plan,
  { signal, progress }: SweepOptions,
): Promise<readonly Part[]> {
  const began = performance.now();
  const parts = new Map<number, Part>();
  const tries = new Map<string, number>();
  let seen = performance.now();
  let told = -1;
  while (parts.size < plan.parts.length) {
    signal.throwIfAborted();
    try {
      const jobs = await boss.findJobs<PartJob>(partsQueue(plan.id), { limit: plan.parts.length });
      seen = performance.now();
      for (const job of jobs) take(plan, job, parts, tries, progress);
    } catch (fault) {
      if (fault instanceof Fault) throw fault;
      if (performance.now() - seen > patienceMs) throw fault;
      progress(`queue: ${visible(messageOf(fault))}; trying again`);
    }
    if (parts.size !== told) {
      told = parts.size;
      progress(
        `${told} of ${plan.parts.length} parts${remaining(told, plan.parts.length, performance.now() - began)}`,
      );
    }
    await setTimeout(500, undefined, { signal }).catch(() => {});
  }
  return [...parts.values()];
}

/** Looks at one job: takes its part when it is done, tells why it is tried again, gives up a dead one. */
function take(
  plan: Plan,
  job: JobWithMetadata<PartJob>,
  parts: Map<number, Part>,
  tries: Map<string, number>,
  progress: SweepOptions['progress'],
): void {
  const { index } = job.data;
  if (job.retryCount > (tries.get(job.id) ?? 0)) {
    tries.set(job.id, job.retryCount);
    progress(`part ${index}: try ${job.retryCount + 1} of ${retries + 1}: ${reasonOf(job.output)}`);
  }
  if (job.state === 'failed') {
    throw new Fault(
      'checkFailed',
      `${plan.experiment.id}: part ${index} failed ${retries + 1} times, at last: ${reasonOf(job.output)}`,
      'mend what it names and give the command again: the parts that are done are kept',
    );
  }
  if (job.state !== 'completed' || parts.has(index)) return;
  const { part } = job.output as PartOutput;
  const read = readPart(part, `part ${index} of the queue`);
  if (read.plan.id !== plan.id || read.index !== index) {
    throw new Fault('checkFailed', `part ${index} of the queue is another's`, 'do it again');
  }
  parts.set(index, read);
}

/** The same plan always has the same jobs, so that giving a command twice does nothing twice. */
function jobId(plan: Plan, what: string): string {
  const hex = sha256(`${plan.id} ${what}`);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
