import type { Beginning } from '../runs/manifest.ts';
import type { Verified } from './verified.ts';

/** One line of `warrant verify --json`; the first seven members are those of DESIGN.md. */
export function verdictLine({ verdict, published, status, why, rerun, run }: Verified): object {
  return {
    hypothesis: verdict.hypothesis,
    claims: verdict.claims,
    scope: verdict.scope,
    verdict: verdict.verdict,
    conditions: verdict.conditions,
    // Where the verdict holds, the runs that a reader can open: the committed ones.
    evidence: status === 'holds' && published ? published.evidence : verdict.evidence,
    reproduce: verdict.reproduce,
    split: verdict.split,
    states: verdict.states,
    effect: verdict.effect,
    because: verdict.because,
    status,
    why,
    published: published?.verdict ?? null,
    rerun: { ...rerun, run: run?.id ?? null },
  };
}

/** The shareable report: this machine's manifest and every answer. */
export function reportJson(answers: readonly Verified[], manifest: Beginning): string {
  const report = { schemaVersion: 1, manifest, verdicts: answers.map(verdictLine) };
  return `${JSON.stringify(report, null, 2)}\n`;
}
