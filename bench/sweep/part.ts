import { z } from 'zod';
import { Fault } from '../../data/schema/fault.ts';
import { runId, traceId } from '../../data/schema/hash.ts';
import { Run } from '../../data/schema/run.ts';
import { Trace } from '../../data/schema/trace.ts';
import { byLines } from '../evidence/runs/format-run.ts';
import { runOn } from '../evidence/runs/run-on.ts';
import type { RunOptions } from '../substrate/run-options.ts';
import { doAgain, foreign } from './foreign.ts';
import { Plan, planId } from './plan.ts';

/** One part of a plan, done: as it travels through a queue or lies in a file. */
export const Part = z.strictObject({
  schemaVersion: z.literal(1),
  plan: Plan,
  index: z.int().nonnegative(),
  /** A run like any other, of this part's settings alone. */
  run: Run,
  traces: z.array(Trace),
});
export type Part = z.infer<typeof Part>;

/** Does one part of a plan on this machine. */
export async function doPart(plan: Plan, index: number, options: RunOptions): Promise<Part> {
  const settings = plan.parts[index];
  if (!settings) throw new Error(`${plan.id} has no part ${index}`);
  const { run, traces } = await runOn(plan.experiment, plan.substrate, { ...options, settings });
  return { schemaVersion: 1, plan, index, run, traces: [...traces] };
}

export function formatPart(part: Part): string {
  return byLines(part, ['traces']);
}

/**
 * Reads a part from text that another machine wrote: hostile until its hashes match.
 * @throws Fault `inputRefused` naming `where` if it is no part or was changed on the way.
 */
export function readPart(text: string, where: string): Part {
  const part = foreign(Part, text, where);
  const changed = [
    ...(planId(part.plan) === part.plan.id ? [] : [`the plan ${part.plan.id}`]),
    ...(runId(part.run) === part.run.id ? [] : [`the run ${part.run.id}`]),
    ...part.traces.filter((one) => traceId(one) !== one.id).map(({ id }) => `the trace ${id}`),
  ];
  if (changed.length > 0) {
    throw new Fault(
      'inputRefused',
      `${where}: ${changed[0]} was changed after it was made`,
      doAgain,
    );
  }
  if (part.index >= part.plan.parts.length) {
    throw new Fault('inputRefused', `${where}: its plan has no part ${part.index}`, doAgain);
  }
  return part;
}
