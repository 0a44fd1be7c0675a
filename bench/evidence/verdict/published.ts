import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { HypothesisId } from '../../../data/schema/ids.ts';
import { type Verdict, VerdictFile } from '../../../data/schema/verdict.ts';
import { readJson } from '../runs/run-store.ts';
import { changeOf } from './change.ts';
import { formatVerdicts } from './format-verdicts.ts';

export function verdictPath(root: string, hypothesis: HypothesisId): string {
  return join(root, 'data/verdicts', `${hypothesis}.json`);
}

/** What is published about a hypothesis; null where nothing is yet. */
export function readVerdicts(root: string, hypothesis: HypothesisId): VerdictFile | null {
  const file = verdictPath(root, hypothesis);
  return existsSync(file) ? readJson(file, VerdictFile) : null;
}

/** The next state of a verdict file: what changed its value is kept with the reason. */
export function succeeded(
  before: VerdictFile | null,
  current: readonly Verdict[],
  hypothesis: HypothesisId,
  date: string,
): VerdictFile {
  const superseded = (before?.current ?? []).flatMap((old) => {
    if (old.verdict === 'untested') return []; // nothing was said that could be taken back
    const now = current.find(({ scope }) => scope === old.scope);
    const why = now ? changeOf(old, now) : 'the hypothesis no longer names this scope';
    return why === null ? [] : [{ date, why, verdict: old }];
  });
  return {
    schemaVersion: 1,
    hypothesis,
    current: [...current],
    superseded: [...(before?.superseded ?? []), ...superseded],
  };
}

/** Writes a verdict file; true where that changed it. */
export function publish(root: string, file: VerdictFile): boolean {
  const before = readVerdicts(root, file.hypothesis);
  if (before && canonicalJson(before) === canonicalJson(file)) return false;
  mkdirSync(join(root, 'data/verdicts'), { recursive: true });
  writeFileSync(verdictPath(root, file.hypothesis), formatVerdicts(file));
  return true;
}
