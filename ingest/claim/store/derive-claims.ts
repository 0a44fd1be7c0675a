import { openReader } from '../../../data/schema/store/open.ts';
import { openWriter } from '../../../data/schema/store/writer.ts';
import { curatedClaims } from '../../curate/curated.ts';
import { type ExtractionScope, type StoredClaims, storeClaims } from './store-claims.ts';

/**
 * Brings the claims of a store up to date: curated ones from `data/claims/`, extracted ones from mail.
 * @param scope `eager` after ingest: reviewed threads always, the rest only where it is little, so that
 *   reading a large archive is not held up; `all` when somebody asks for claims
 */
export function deriveClaims(
  root: string,
  store: string,
  scope: ExtractionScope,
  signal?: AbortSignal,
): StoredClaims {
  const writer = openWriter(store);
  const reader = openReader(store);
  try {
    const stored = storeClaims(root, writer, reader, scope, signal);
    const { claims, relations } = curatedClaims(root, reader);
    writer.batch(() => writer.claims.putCurated(claims, relations));
    return stored;
  } finally {
    reader.close();
    writer.close();
  }
}

/** One line on what was done, for stderr; empty where nothing was. */
export function claimsLine({ messages, claims, left }: StoredClaims): string {
  const later = left > 0 ? `; ${left} messages wait for ./warrant claims` : '';
  return messages + left === 0 ? '' : `claims: ${claims} in ${messages} messages${later}\n`;
}
