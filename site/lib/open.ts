import type { Verdict } from '../../data/schema/verdict.ts';
import { about } from './argument.ts';
import { claimsOf, type SiteClaim } from './claims.ts';
import { experiment, hypotheses, hypothesis, verdicts } from './data.ts';
import { rulingKind } from './ruling.ts';

/** Why a claim is open: runs are missing, the hypothesis is that would ask for them, or no run can tell. */
type Claimed = 'waits' | 'unasked' | 'judgement';

/** What is not settled: a claim, or a hypothesis with the verdict that leaves it open. */
export type Open =
  | { readonly kind: Claimed; readonly claim: SiteClaim }
  | { readonly kind: 'sample'; readonly statement: string; readonly verdict: Verdict };

/**
 * The first few of each kind in turn, so that a short list shows every way of being open: claims that
 * wait for a run, power failures of which a kernel's sample says both, claims that no run can settle.
 */
export function openQuestions(review: string, most: number): readonly Open[] {
  const lists = [waiting(review), sampled(review), judged(review)];
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? []))
    .flat()
    .slice(0, most);
}

function waiting(review: string): Open[] {
  const waits = (claim: SiteClaim) => rulingKind(claim) === 'open';
  const asked = new Set(hypotheses().flatMap(({ claims }) => claims.map(({ id }) => id)));
  return mostArgued(claimsOf(review).filter(waits)).map((claim) => ({
    kind: whyOpen(claim, asked),
    claim,
  }));
}

/** @param asked claims that a hypothesis restates */
export const whyOpen = ({ id }: Pick<SiteClaim, 'id'>, asked: ReadonlySet<string>) =>
  asked.has(id) ? 'waits' : 'unasked';

function judged(review: string): Open[] {
  const judgement = (claim: SiteClaim) => rulingKind(claim) === 'judgement';
  return mostArgued(claimsOf(review).filter(judgement)).map((claim) => ({
    kind: 'judgement',
    claim,
  }));
}

/** Crash images of the guest are a sample: where they differ by setting, more of them may tell more. */
function sampled(review: string): Open[] {
  return verdicts()
    .filter((one) => one.scope !== 'model' && one.verdict !== 'supported')
    .filter((one) => one.verdict !== 'untested' && one.verdict !== 'refuted')
    .flatMap((verdict) => {
      const asked = hypothesis(verdict.hypothesis);
      if (asked?.review !== review) return [];
      const tries = experiment(asked.experiment)?.invariants.length;
      return tries ? [{ kind: 'sample' as const, statement: asked.statement, verdict }] : [];
    })
    .sort((a, b) => b.verdict.claims.length - a.verdict.claims.length);
}

const mostArgued = (list: readonly SiteClaim[]) =>
  list.toSorted((a, b) => about(b.id).length - about(a.id).length);
