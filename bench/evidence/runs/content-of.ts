import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { Run } from '../../../data/schema/run.ts';

/** All of a run but its manifest, and the id that hashes it: equal for every repetition of a deterministic run. */
export function contentOf(run: Run): string {
  const { id: _, manifest: __, ...content } = run;
  return canonicalJson(content);
}
