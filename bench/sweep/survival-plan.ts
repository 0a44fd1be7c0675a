import { z } from 'zod';
import { canonicalJson } from '../../data/schema/canonical.ts';
import { chunks } from '../../data/schema/chunks.ts';
import { Fault } from '../../data/schema/fault.ts';
import { sha256 } from '../../data/schema/hash.ts';
import { Operation } from '../../data/schema/sequences.ts';
import { Survival } from '../../data/schema/survival.ts';
import { doAgain, foreign } from './foreign.ts';
import { planId } from './plan.ts';
import { Requirement, requirementHere } from './requirement.ts';

/** A sweep of crashes over sequences, cut into parts that any machine of the same tree can do. */
export const SurvivalPlan = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string().regex(/^p-[0-9a-f]{16}$/),
  /** The command whose single-machine table this equals. */
  command: z.string(),
  kernel: z.string(),
  disk: z.strictObject({ fs: z.string(), mkfs: z.string(), options: z.string() }),
  budget: z.int().positive(),
  depth: z.int().nonnegative(),
  /** All of the sweep: each part records them all, since what runs earlier moves what runs later. */
  sequences: z.array(z.array(Operation).min(1)).min(1).max(10_000),
  requires: Requirement,
  /** Indexes of the sequences that each part crashes. */
  parts: z.array(z.array(z.int().nonnegative()).min(1)).min(1).max(10_000),
});
export type SurvivalPlan = z.infer<typeof SurvivalPlan>;

/** One part, done. */
const SurvivalPart = z.strictObject({
  schemaVersion: z.literal(1),
  plan: SurvivalPlan,
  index: z.int().nonnegative(),
  survival: Survival,
  /** Over the survival. */
  sha256: z.string(),
});
export type SurvivalPart = z.infer<typeof SurvivalPart>;

export type SurvivalSwept = Pick<
  SurvivalPlan,
  'command' | 'kernel' | 'disk' | 'budget' | 'depth'
> & {
  readonly sequences: SurvivalPlan['sequences'];
  readonly packages?: Readonly<Record<string, string>>;
};

/** Each part boots some guests for all of its rounds: many small parts boot more than they recover. */
const mostParts = 32;
const leastInPart = 4;

export function survivalPlanOf(root: string, { packages, ...swept }: SurvivalSwept): SurvivalPlan {
  const count = swept.sequences.length;
  const size = Math.max(leastInPart, Math.ceil(count / mostParts));
  const content = {
    schemaVersion: 1 as const,
    ...swept,
    requires: requirementHere(root, packages),
    parts: chunks([...swept.sequences.keys()], size),
  };
  return SurvivalPlan.parse({ ...content, id: planId(content) });
}

export function survivalPart(plan: SurvivalPlan, index: number, survival: Survival): SurvivalPart {
  return { schemaVersion: 1, plan, index, survival, sha256: sha256(canonicalJson(survival)) };
}

/**
 * Reads a part from text that another machine wrote: hostile until its hash matches.
 * @throws Fault `inputRefused` naming `where` if it is no part or was changed on the way.
 */
export function readSurvivalPart(text: string, where: string): SurvivalPart {
  const part = foreign(SurvivalPart, text, where);
  if (planId(part.plan) !== part.plan.id || sha256(canonicalJson(part.survival)) !== part.sha256)
    throw new Fault('inputRefused', `${where}: it was changed after it was made`, doAgain);
  if (part.index >= part.plan.parts.length)
    throw new Fault('inputRefused', `${where}: its plan has no part ${part.index}`, doAgain);
  return part;
}

/**
 * The parts as the table that one machine makes.
 * @throws Fault `checkFailed` where parts were made with different tools, or recorded different things.
 */
export function gatherSurvival(plan: SurvivalPlan, parts: readonly SurvivalPart[]): Survival {
  const ordered = [...plan.parts.keys()].map((index) => {
    const part = parts.find((one) => one.index === index);
    if (part) return part;
    throw new Fault('checkFailed', `${plan.id}: part ${index} is missing`, 'do it again');
  });
  const [first] = ordered;
  if (!first) throw new Error('a plan without parts');
  const frame = ({ survival: { sequences: _, ...rest } }: SurvivalPart) => canonicalJson(rest);
  const other = ordered.find((part) => frame(part) !== frame(first));
  if (other) {
    throw new Fault(
      'checkFailed',
      `parts ${first.index} and ${other.index} were made with different tools, or other sequences were refused`,
      'bring the machines to the same versions, then do one of the two parts again',
    );
  }
  return { ...first.survival, sequences: ordered.flatMap(({ survival }) => survival.sequences) };
}
