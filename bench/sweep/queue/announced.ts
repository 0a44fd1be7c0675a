import { z } from 'zod';
import { crashPackagesHere, packagesHere } from '../packages.ts';
import { doPart, formatPart } from '../part.ts';
import { Plan } from '../plan.ts';
import { SurvivalPlan } from '../survival-plan.ts';
import type { WorkerOptions } from './work.ts';

/** A plan as the queue carries it: settings of an experiment, or crashes of sequences. */
export const Announced = z.union([Plan, SurvivalPlan]);
export type Announced = z.infer<typeof Announced>;

/** What a person knows it by. */
export const nameOf = (plan: Announced): string =>
  'experiment' in plan ? plan.experiment.id : `crashes of ${plan.disk.fs} on ${plan.kernel}`;

/** The packages of this machine that decide what the plan's parts say. */
export const packagesFor = (plan: Announced, options: Pick<WorkerOptions, 'root' | 'env'>) =>
  'experiment' in plan
    ? packagesHere(plan.experiment, plan.substrate, plan.parts.flat(), options)
    : crashPackagesHere(plan.kernel, options);

/** A part done on this machine, as text: a JSON column would reorder it. */
export async function textOfPart(
  plan: Announced,
  index: number,
  options: Pick<WorkerOptions, 'root' | 'env' | 'signal'> & {
    readonly progress: (line: string) => void;
  },
): Promise<string> {
  if ('experiment' in plan) {
    const { quick, command } = plan;
    return formatPart(await doPart(plan, index, { ...options, quick, command }));
  }
  const { doSurvivalPart } = await import('../survival-work.ts');
  return JSON.stringify(await doSurvivalPart(plan, index, options));
}
