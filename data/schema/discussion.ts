import { fold } from './hash.ts';

/**
 * A subject without reply prefixes and case, white space folded.
 * @example
 * baseSubject('Re: AW: [PATCH]  A  b') // => '[patch] a b'
 */
export function baseSubject(subject: string): string {
  let rest = fold(subject).toLowerCase();
  while (/^(?:re|aw|fwd?): ?/.test(rest)) rest = rest.replace(/^(?:re|aw|fwd?): ?/, '');
  return rest;
}

/**
 * What all versions of one patch series have in common: its subject without the marks that
 * git format-patch and list software put before it. `[PATCH v3 0/3] x`, `[RESEND PATCH v3] x` and
 * `Re: [list] [PATCH v6 00/12] x` are one discussion. Null for a subject without such a mark, which may
 * stand over unrelated threads.
 * @example
 * seriesTitle('Re: [PATCH v3 0/3] Sync it') // => 'sync it'
 * seriesTitle('[RESEND PATCH v4] Sync it') // => 'sync it'
 * seriesTitle('Re: Sync it') // => null
 */
export function seriesTitle(subject: string): string | null {
  let rest = baseSubject(subject);
  let marked = false;
  for (let mark = leading.exec(rest); mark; mark = leading.exec(rest)) {
    marked ||= /\b(?:patch|rfc)/.test(mark[1] ?? '');
    rest = baseSubject(rest.slice(mark[0].length));
  }
  return marked && rest !== '' ? rest : null;
}

const leading = /^\[([^\]]{1,80})\]\s*/;
