import { hostname } from 'node:os';
import type { PgBoss } from 'pg-boss';
import { visible } from '../../../data/schema/fault.ts';
import { sha256 } from '../../../data/schema/hash.ts';

/** A worker that cannot do a plan's parts, and why. */
export interface Refusal {
  readonly worker: string;
  readonly reason: string;
}

/** The queue in which workers say that they refuse one plan. Its jobs are read and taken by none. */
export const refusalsQueue = (plan: string): string => `warrant-refusals-${plan}`;

/** By which a person finds the process. */
const workerName = `${hostname()}, process ${process.pid}`;

/** Tells whoever planned it that this worker refuses. */
export async function refuse(boss: PgBoss, plan: string, reason: string): Promise<void> {
  const data: Refusal = { worker: workerName, reason };
  await boss.insert(refusalsQueue(plan), [{ id: uuidOf(`${plan} ${workerName}`), data }]);
}

/** Whoever refused a plan so far; what they say is hostile and made visible. */
export async function refusalsOf(boss: PgBoss, plan: string): Promise<readonly Refusal[]> {
  const jobs = await boss.findJobs<Refusal>(refusalsQueue(plan), { limit: 1000 });
  return jobs.map(({ data }) => ({
    worker: visible(String(data.worker)).slice(0, 200),
    reason: visible(String(data.reason)).slice(0, 1000),
  }));
}

/** A name as the id that pg-boss wants: giving the same twice does nothing twice. */
export function uuidOf(name: string): string {
  const hex = sha256(name);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
