import { z } from 'zod';
import { canonicalJson } from '../../data/schema/canonical.ts';
import { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import { sha256 } from '../../data/schema/hash.ts';
import { Conditions, type Scope } from '../../data/schema/scope.ts';
import { partsOf } from './parts-of.ts';
import { Requirement, requirementHere } from './requirement.ts';

/** A sweep cut into parts that any machine of the same tree can do. */
export const Plan = z.strictObject({
  schemaVersion: z.literal(1),
  /** `p-` and 16 hex digits over all the rest: the same sweep of the same tree has the same plan. */
  id: z.string().regex(/^p-[0-9a-f]{16}$/),
  experiment: Experiment,
  substrate: z.enum(['model', 'guest']),
  quick: z.boolean(),
  /** The command whose single-machine run this equals. */
  command: z.string(),
  requires: Requirement,
  /** The settings of each part, in the order in which one machine runs them. */
  parts: z.array(z.array(Conditions).min(1)).min(1).max(10_000),
});
export type Plan = z.infer<typeof Plan>;

export interface Swept {
  readonly experiment: Experiment;
  readonly substrate: Scope;
  readonly quick: boolean;
  readonly command: string;
  /** Versions that every machine must have; without them, parts that disagree are not put together. */
  readonly packages?: Readonly<Record<string, string>>;
}

/**
 * The plan of a sweep.
 * @throws Fault `usage` for the host: its figures are about one machine, so that none can be spread.
 */
export function planOf(
  root: string,
  { experiment, substrate, quick, command, packages }: Swept,
): Plan {
  if (substrate === 'host') {
    throw new Fault(
      'usage',
      `${experiment.id}: a sweep of the host cannot be spread over machines`,
      'run it on the machine that it is about, or give --substrate model or guest',
    );
  }
  const content = {
    schemaVersion: 1 as const,
    experiment,
    substrate,
    quick,
    command,
    requires: requirementHere(root, packages),
    parts: partsOf(experiment, substrate, quick, root),
  };
  return Plan.parse({ ...content, id: planId(content) });
}

export function planId(plan: object): string {
  const { id: _, ...rest }: { readonly id?: unknown } = plan;
  return `p-${sha256(canonicalJson(rest)).slice(0, 16)}`;
}
