import { join } from 'node:path';
import { recordSequences } from '../crash/record-sequences.ts';
import { sweep } from '../crash/sweep.ts';
import { cacheFolder } from '../guest/cache.ts';
import type { PackagesAsked } from './packages.ts';
import { type SurvivalPart, type SurvivalPlan, survivalPart } from './survival-plan.ts';

export interface SurvivalWork extends PackagesAsked {
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

/** Hours of sequences; a guest that hangs is ended after this. */
const limitMs = 4 * 3_600_000;

/** What a process recorded last: the parts of one plan all crash the same recording. */
let recorded: { readonly plan: string; readonly made: ReturnType<typeof recordSequences> } | null =
  null;

/** Does one part of a sweep of crashes on this machine; images that fail stay on it. */
export async function doSurvivalPart(
  plan: SurvivalPlan,
  index: number,
  { root, env, signal, progress }: SurvivalWork,
): Promise<SurvivalPart> {
  const only = plan.parts[index];
  if (!only) throw new Error(`${plan.id} has no part ${index}`);
  const survival = await sweep({
    ...plan,
    root,
    cache: cacheFolder(env),
    limitMs,
    signal,
    progress,
    only,
    keep: join(root, 'build/crash', plan.id),
    record: (...asked) => {
      if (recorded?.plan !== plan.id) recorded = { plan: plan.id, made: recordSequences(...asked) };
      recorded.made.catch(() => {
        recorded = null; // the next part tries anew
      });
      return recorded.made;
    },
  });
  return survivalPart(plan, index, survival);
}
