import { setTimeout } from 'node:timers/promises';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { Fault, messageOf, visible } from '../../../data/schema/fault.ts';
import type { RunOptions } from '../../evidence/runs/run-model.ts';
import { packagesHere } from '../packages.ts';
import { doPart, formatPart } from '../part.ts';
import { Plan, planId } from '../plan.ts';
import { requirementHere, unmetByPackages, unmetByTree } from '../requirement.ts';
import { partsQueue, plansQueue } from './connect.ts';

export interface WorkerOptions extends Pick<RunOptions, 'root' | 'env' | 'signal'> {
  /** One line for each part begun, done or failed, and each plan refused. */
  readonly log: (line: string) => void;
  /** Ends the worker when no plan is left that it can do; otherwise it waits for more. */
  readonly once: boolean;
}

/** The data of a part's job; the plan is announced once and known by the queue's name. */
export interface PartJob {
  readonly index: number;
}

/** The output of a part's job: the part as text, since a JSON column would reorder it. */
export interface PartOutput {
  readonly part: string;
}

/**
 * Does parts of every announced plan that this tree meets, one at a time a plan, until the signal
 * fires. A plan that asks for another tree is refused, once, with the reason.
 */
export async function work(boss: PgBoss, options: WorkerOptions): Promise<void> {
  const joined = new Set<string>();
  const refused = new Set<string>();
  let announced: readonly Plan[] = [];
  while (!options.signal.aborted) {
    announced = await announcedPlans(boss, announced, options.log);
    for (const plan of announced) {
      if (joined.has(plan.id) || refused.has(plan.id)) continue;
      const reason = await refusal(plan, options);
      if (reason === null) await join(boss, plan, options);
      else options.log(`refused ${plan.id} (${plan.experiment.id}): ${reason}`);
      (reason === null ? joined : refused).add(plan.id);
    }
    for (const id of [...joined].filter((one) => !announced.some((plan) => plan.id === one))) {
      await boss.offWork(partsQueue(id));
      joined.delete(id);
    }
    if (options.once && joined.size === 0) return;
    await setTimeout(500, undefined, { signal: options.signal }).catch(() => {});
  }
}

/** Why this machine cannot do a plan's parts, in words; null where it can. */
async function refusal(plan: Plan, options: WorkerOptions): Promise<string | null> {
  const other = unmetByTree(plan.requires, requirementHere(options.root));
  if (other !== null) return other;
  try {
    const packages = await packagesHere(
      plan.experiment,
      plan.substrate,
      plan.parts.flat(),
      options,
    );
    return unmetByPackages(plan.requires, packages);
  } catch (fault) {
    if (fault instanceof Fault) return fault.line;
    throw fault;
  }
}

/** The plans that wait for workers; while the server is away, those last seen. */
async function announcedPlans(
  boss: PgBoss,
  before: readonly Plan[],
  log: WorkerOptions['log'],
): Promise<readonly Plan[]> {
  try {
    const jobs = await boss.findJobs<object>(plansQueue, { queued: true, limit: 1000 });
    return jobs.flatMap(({ data }) => {
      const plan = Plan.safeParse(data);
      return plan.success && planId(plan.data) === plan.data.id ? [plan.data] : [];
    });
  } catch (fault) {
    log(`queue: ${visible(messageOf(fault))}; trying again`);
    return before;
  }
}

async function join(boss: PgBoss, plan: Plan, options: WorkerOptions): Promise<void> {
  await boss.work<PartJob, PartOutput, { includeMetadata: true; pollingIntervalSeconds: number }>(
    partsQueue(plan.id),
    { includeMetadata: true, pollingIntervalSeconds: 0.5 },
    async ([job]) => {
      if (!job) throw new Error('pg-boss called with no job');
      return { part: await done(plan, job, options) };
    },
  );
}

/** Does a part; whatever is thrown is the reason that the queue keeps and tries again with. */
async function done(
  plan: Plan,
  job: JobWithMetadata<PartJob>,
  { root, env, signal, log }: WorkerOptions,
): Promise<string> {
  const name = `${plan.experiment.id}, part ${job.data.index} of ${plan.parts.length}`;
  log(`${name}: begun${job.retryCount > 0 ? ` (try ${job.retryCount + 1})` : ''}`);
  try {
    const part = await doPart(plan, job.data.index, {
      root,
      env,
      quick: plan.quick,
      command: plan.command,
      signal: AbortSignal.any([signal, job.signal]),
      progress: (line) => log(`${name}: ${line}`),
    });
    log(`${name}: done`);
    return formatPart(part);
  } catch (fault) {
    log(`${name}: failed: ${visible(messageOf(fault))}`);
    throw fault;
  }
}
