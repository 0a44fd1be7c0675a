import { setTimeout } from 'node:timers/promises';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import { Fault, messageOf, visible } from '../../../data/schema/fault.ts';
import type { RunOptions } from '../../substrate/run-options.ts';
import { planId } from '../plan.ts';
import { requirementHere, unmetByPackages, unmetByTree } from '../requirement.ts';
import { Announced, nameOf, packagesFor, textOfPart } from './announced.ts';
import { partsQueue, plansQueue } from './connect.ts';
import { refuse } from './refusals.ts';

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
 * fires. A plan that asks for another tree is refused, with the reason, here and to whoever planned it.
 */
export async function work(boss: PgBoss, options: WorkerOptions): Promise<void> {
  const joined = new Set<string>();
  const refused = new Set<string>();
  let announced: readonly Announced[] = [];
  while (!options.signal.aborted) {
    announced = await announcedPlans(boss, announced, options.log);
    for (const plan of announced) {
      if (joined.has(plan.id) || refused.has(plan.id)) continue;
      const reason = await refusal(plan, options);
      if (reason === null) await join(boss, plan, options);
      else {
        options.log(`refused ${plan.id} (${nameOf(plan)}): ${reason}`);
        await refuse(boss, plan.id, reason).catch((fault: unknown) => {
          options.log(`queue: ${visible(messageOf(fault))}`);
        });
      }
      (reason === null ? joined : refused).add(plan.id);
    }
    // Given again, a plan is looked at again: this machine may have become another.
    for (const id of refused) if (!announced.some((plan) => plan.id === id)) refused.delete(id);
    for (const id of [...joined].filter((one) => !announced.some((plan) => plan.id === one))) {
      await boss.offWork(partsQueue(id));
      joined.delete(id);
    }
    if (options.once && joined.size === 0) return;
    await setTimeout(500, undefined, { signal: options.signal }).catch(() => {});
  }
}

/** Why this machine cannot do a plan's parts, in words; null where it can. */
async function refusal(plan: Announced, options: WorkerOptions): Promise<string | null> {
  const other = unmetByTree(plan.requires, requirementHere(options.root));
  if (other !== null) return other;
  try {
    return unmetByPackages(plan.requires, await packagesFor(plan, options));
  } catch (fault) {
    if (fault instanceof Fault) return fault.line;
    throw fault;
  }
}

/** The plans that wait for workers; while the server is away, those last seen. */
async function announcedPlans(
  boss: PgBoss,
  before: readonly Announced[],
  log: WorkerOptions['log'],
): Promise<readonly Announced[]> {
  try {
    const jobs = await boss.findJobs<object>(plansQueue, { queued: true, limit: 1000 });
    return jobs.flatMap(({ data }) => {
      const plan = Announced.safeParse(data);
      return plan.success && planId(plan.data) === plan.data.id ? [plan.data] : [];
    });
  } catch (fault) {
    log(`queue: ${visible(messageOf(fault))}; trying again`);
    return before;
  }
}

async function join(boss: PgBoss, plan: Announced, options: WorkerOptions): Promise<void> {
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
  plan: Announced,
  job: JobWithMetadata<PartJob>,
  { root, env, signal, log }: WorkerOptions,
): Promise<string> {
  const name = `${nameOf(plan)}, part ${job.data.index} of ${plan.parts.length}`;
  log(`${name}: begun${job.retryCount > 0 ? ` (try ${job.retryCount + 1})` : ''}`);
  try {
    const part = await textOfPart(plan, job.data.index, {
      root,
      env,
      signal: AbortSignal.any([signal, job.signal]),
      progress: (line) => log(`${name}: ${line}`),
    });
    log(`${name}: done`);
    return part;
  } catch (fault) {
    log(`${name}: failed: ${visible(messageOf(fault))}`);
    throw fault;
  }
}
