import type { ClaimId, ExperimentId, RunId, TraceId } from '../../data/schema/ids.ts';

/** Every link of the site goes through here, so that it works under any base path. */
export function href(path: `/${string}`): string {
  return `${import.meta.env.BASE_URL.replace(/\/$/, '')}${path}`;
}

export const claimHref = (id: ClaimId) => href(`/claims/${id}/`);
export const runHref = (id: RunId) => href(`/runs/${id}/`);
export const traceHref = (id: TraceId) => href(`/traces/${id}/`);
export const experimentHref = (id: ExperimentId) => href(`/experiments/${id}/`);
export const hypothesisHref = (id: string) => href(`/hypotheses/${id}/`);
export const personHref = (name: string) => href(`/people/#${slug(name)}`);

/** A name as a fragment: lower-case words joined by hyphens; never empty. */
export function slug(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words ? words.join('-') : 'unnamed';
}
