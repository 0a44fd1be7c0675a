import type { Verdict } from '../../data/schema/verdict.ts';
import { about } from './argument.ts';
import { claims, type SiteClaim } from './claims.ts';
import { experiment, hypothesis, verdicts } from './data.ts';
import { summary, verdictsOf } from './verdict.ts';

/** What is not settled: a claim, or a hypothesis with the verdict that leaves it open. */
export type Open =
  | { readonly kind: 'waits' | 'judgement'; readonly claim: SiteClaim }
  | { readonly kind: 'sample'; readonly statement: string; readonly verdict: Verdict };

/**
 * The first few of each kind in turn, so that a short list shows every way of being open: claims that
 * wait for a run, power failures of which a kernel's sample says both, claims that no run can settle.
 */
export function openQuestions(most: number): readonly Open[] {
  const lists = [waiting(), sampled(), judged()];
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? []))
    .flat()
    .slice(0, most);
}

function waiting(): Open[] {
  const waits = (claim: SiteClaim) =>
    summary(claim).includes('untested') ||
    verdictsOf(claim).some((one) => one.verdict === 'untested' || one.verdict === 'inconclusive');
  return mostArgued(claims().filter(waits)).map((claim) => ({ kind: 'waits', claim }));
}

function judged(): Open[] {
  const judgement = (claim: SiteClaim) => summary(claim).includes('judgement');
  return mostArgued(claims().filter(judgement)).map((claim) => ({ kind: 'judgement', claim }));
}

/** Crash images of the guest are a sample: where they differ by setting, more of them may tell more. */
function sampled(): Open[] {
  return verdicts()
    .filter((one) => one.scope !== 'model' && one.verdict !== 'supported')
    .filter((one) => one.verdict !== 'untested' && one.verdict !== 'refuted')
    .flatMap((verdict) => {
      const asked = hypothesis(verdict.hypothesis);
      const tries = asked && experiment(asked.experiment)?.invariants.length;
      return asked && tries
        ? [{ kind: 'sample' as const, statement: asked.statement, verdict }]
        : [];
    })
    .sort((a, b) => b.verdict.claims.length - a.verdict.claims.length);
}

const mostArgued = (list: readonly SiteClaim[]) =>
  list.toSorted((a, b) => about(b.id).length - about(a.id).length);
