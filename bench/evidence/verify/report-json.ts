import type { Beginning } from '../../substrate/manifest.ts';
import type { Verified } from './verified.ts';

/** One line of `warrant verify --json`; its claims with the sign that the hypothesis bears. */
export function verdictLine(answer: Verified): object {
  const { verdict, claims, published, status, why, rerun, run } = answer;
  return {
    hypothesis: verdict.hypothesis,
    claims: claims.map(({ id, bears }) => ({ id, bears })),
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
    repeated: rerun.cases,
    cases: rerun.of,
    rerun: run?.id ?? null,
  };
}

/** The shareable report: this machine's manifest and every answer. */
export function reportJson(answers: readonly Verified[], manifest: Beginning): string {
  const report = { schemaVersion: 1, manifest, verdicts: answers.map(verdictLine) };
  return `${JSON.stringify(report, null, 2)}\n`;
}
