import { setTimeout } from 'node:timers/promises';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { Fault, messageOf, visible } from '../../../data/schema/fault.ts';
import type { Survival } from '../../../data/schema/survival.ts';
import type { Finished } from '../../evidence/runs/run-model.ts';
import { gather } from '../gather.ts';
import { readPart } from '../part.ts';
import type { Plan } from '../plan.ts';
import { remaining } from '../remaining.ts';
import { gatherSurvival, readSurvivalPart, type SurvivalPlan } from '../survival-plan.ts';
import { type Announced, nameOf } from './announced.ts';
import { connect, deadQueue, heartbeatSeconds, partsQueue, plansQueue } from './connect.ts';
import { Idle } from './idle.ts';
import { reasonOf } from './reason.ts';
import { refusalsOf, refusalsQueue, uuidOf } from './refusals.ts';
import type { PartJob, PartOutput } from './work.ts';

export interface SweepOptions {
  readonly signal: AbortSignal;
  /** Progress, retries with their reasons, and what the queue says; one line at a time. */
  readonly progress: (line: string) => void;
  /** How long nobody may work where workers refused, in milliseconds. */
  readonly patienceMs?: number;
}

/** Tries after the first; a part that fails on every machine is dead, and its reason the sweep's. */
const retries = 4;
/** The server may be restarted in mid-sweep; away for longer than this, it is given up. */
const patienceMs = 120_000;

/** How the parts of a kind of plan are read and put together. */
interface Kind<P extends Announced, Part, Whole> {
  readonly read: (text: string, where: string) => Part;
  readonly gather: (plan: P, parts: readonly Part[], dead: Dead) => Whole;
  /** Whether a part that no machine can do is lost while the others go on; else it ends the sweep. */
  readonly losesParts: boolean;
}

/** Parts that failed as often as they are tried, and the last reason of each. */
type Dead = ReadonlyMap<number, string>;

/** Does the settings of an experiment on workers: the run that one machine makes, manifest apart. */
export const sweep = (plan: Plan, url: string, options: SweepOptions): Promise<Finished> =>
  spread(plan, url, options, { read: readPart, gather, losesParts: true });

/** Does the crashes of sequences on workers: the table that one machine makes. */
export const sweepCrashes = (
  plan: SurvivalPlan,
  url: string,
  options: SweepOptions,
): Promise<Survival> =>
  spread(plan, url, options, {
    read: readSurvivalPart,
    gather: gatherSurvival,
    losesParts: false,
  });

/**
 * Does a plan on whatever workers wait at a PostgreSQL server, and gathers the parts. Interrupted, or with
 * dead parts, it leaves what is done there, and the same command goes on from it.
 * @throws Fault `lacking` where no server answers, or where workers refuse the plan and none works on it;
 *   `checkFailed` with the last reason for a dead part that is not to be lost, or that died before any was done.
 */
async function spread<P extends Announced, Part extends AnyPart, Whole>(
  plan: P,
  url: string,
  options: SweepOptions,
  kind: Kind<P, Part, Whole>,
): Promise<Whole> {
  const boss = await connect(url, options.progress);
  try {
    await announce(boss, plan);
    const { parts, dead } = await collect(boss, plan, options, kind);
    const finished = kind.gather(plan, parts, dead);
    await withdraw(boss, plan);
    if (dead.size === 0) await boss.deleteQueue(partsQueue(plan.id));
    return finished;
  } catch (fault) {
    await withdraw(boss, plan).catch(() => {}); // what is to be told is the fault itself
    throw fault;
  } finally {
    await boss.stop({ graceful: false });
  }
}

interface AnyPart {
  readonly plan: { readonly id: string };
  readonly index: number;
}

/** Makes the queue of the parts, fills it with those it does not have, and tells the workers. */
async function announce(boss: PgBoss, plan: Announced): Promise<void> {
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
  await boss.createQueue(refusalsQueue(plan.id)); // does nothing where it is
  await boss.insert(plansQueue, [{ id: jobId(plan, 'plan'), data: plan }]);
}

/** The workers stop taking parts; what is done stays. */
async function withdraw(boss: PgBoss, plan: Announced): Promise<void> {
  await boss.deleteJob(plansQueue, jobId(plan, 'plan'));
  await boss.deleteQueue(refusalsQueue(plan.id));
}

interface Collected<Part> {
  readonly parts: readonly Part[];
  readonly dead: Dead;
}

async function collect<P extends Announced, Part extends AnyPart, Whole>(
  boss: PgBoss,
  plan: P,
  { signal, progress, patienceMs: patience = patienceMs }: SweepOptions,
  kind: Kind<P, Part, Whole>,
): Promise<Collected<Part>> {
  const idle = new Idle(patience, progress);
  const began = performance.now();
  const parts = new Map<number, Part>();
  const dead = new Map<number, string>();
  const tries = new Map<string, number>();
  let seen = performance.now();
  let told = -1;
  while (parts.size + dead.size < plan.parts.length) {
    signal.throwIfAborted();
    try {
      const jobs = await boss.findJobs<PartJob>(partsQueue(plan.id), { limit: plan.parts.length });
      seen = performance.now();
      for (const job of jobs) take(plan, job, parts, tries, progress, kind.read);
      for (const job of jobs) bury(plan, job, parts.size > 0 && kind.losesParts, dead, progress);
      const working = jobs.some(({ state }) => state === 'active') || parts.size > told;
      idle.look(plan, working, await refusalsOf(boss, plan.id));
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
  return { parts: [...parts.values()], dead };
}

/** Looks at one job: takes its part when it is done, tells why it is tried again. */
function take<Part extends AnyPart>(
  plan: Announced,
  job: JobWithMetadata<PartJob>,
  parts: Map<number, Part>,
  tries: Map<string, number>,
  progress: SweepOptions['progress'],
  readText: (text: string, where: string) => Part,
): void {
  const { index } = job.data;
  if (job.retryCount > (tries.get(job.id) ?? 0)) {
    tries.set(job.id, job.retryCount);
    progress(`part ${index}: try ${job.retryCount + 1} of ${retries + 1}: ${reasonOf(job.output)}`);
  }
  if (job.state !== 'completed' || parts.has(index)) return;
  const { part } = job.output as PartOutput;
  const read = readText(part, `part ${index} of the queue`);
  if (read.plan.id !== plan.id || read.index !== index) {
    throw new Fault('checkFailed', `part ${index} of the queue is another's`, 'do it again');
  }
  parts.set(index, read);
}

/** Of a reason in a run, characters. */
const longestReason = 600;

/** Gives up a part that failed as often as it is tried: it is lost, or ends the sweep. */
function bury(
  plan: Announced,
  job: JobWithMetadata<PartJob>,
  loses: boolean,
  dead: Map<number, string>,
  progress: SweepOptions['progress'],
): void {
  const { index } = job.data;
  if (job.state !== 'failed' || dead.has(index)) return;
  const why = `part ${index} failed ${retries + 1} times, at last: ${reasonOf(job.output)}`;
  if (!loses) {
    throw new Fault(
      'checkFailed',
      `${nameOf(plan)}: ${why}`,
      'mend what it names and give the command again: the parts that are done are kept',
    );
  }
  dead.set(index, why.slice(0, longestReason));
  progress(`${why}; its settings are lost, the others go on`);
}

/** The same plan always has the same jobs, so that giving a command twice does nothing twice. */
const jobId = (plan: Announced, what: string): string => uuidOf(`${plan.id} ${what}`);
