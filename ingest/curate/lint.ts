import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClaimFile, type CuratedClaim } from '../../data/schema/claim.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { Finding } from '../../data/schema/finding.ts';
import { claimId, quoteHash } from '../../data/schema/hash.ts';
import type { Message } from '../../data/schema/message.ts';
import type { Review } from '../../data/schema/review.ts';
import { reading } from '../../data/schema/store/open.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { lineIn, readYaml } from '../../data/schema/yaml.ts';
import { readReviews } from '../claim/read/reviews.ts';
import { anchorIn } from './anchor.ts';
import { claimPaths, type NamedClaimFile } from './claim-files.ts';
import { findMessage } from './find-message.ts';

/**
 * What is wrong in `data/claims/`: form, unknown reviews, approaches and relations, ids and hashes that do
 * not fit, and, for every message that the store holds, anchors that no longer match it.
 * @param reader null checks everything that needs no mail
 */
export function lintClaims(root: string, reader: StoreReader | null): readonly Finding[] {
  const findings: Finding[] = [];
  const files: NamedClaimFile[] = [];
  for (const path of claimPaths(root)) {
    try {
      files.push({ path, content: readYaml(join(root, path), ClaimFile) });
    } catch (caught) {
      if (!(caught instanceof Fault)) throw caught;
      findings.push({
        file: path,
        what: caught.message.replace(`${join(root, path)}:`, 'line '),
        next: caught.next,
      });
    }
  }
  const reviews = new Map(readReviews(root).map((review) => [review.id as string, review]));
  const seen = new Map<string, string>();
  for (const { path, content } of files) {
    for (const { id } of content.claims) {
      const other = seen.get(id);
      if (other)
        findings.push({ file: path, what: `claim ${id} stands in ${other} too`, next: 'keep one' });
      seen.set(id, path);
    }
  }
  for (const { path, content } of files) {
    for (const { id, was } of content.claims) {
      const used = was.filter((former) => seen.has(former));
      findings.push(
        ...used.map((former) => ({
          file: path,
          what: `${id} was ${former}, which is a claim`,
          next: 'keep the claim or the former id',
        })),
      );
    }
  }
  for (const file of files) findings.push(...lintFile(root, file, reviews, seen, reader));
  return findings;
}

/** The same with the mail of a store, where there is one. */
export const lintWith = (root: string, store: string): readonly Finding[] =>
  existsSync(store) ? reading(store, (reader) => lintClaims(root, reader)) : lintClaims(root, null);

function lintFile(
  root: string,
  { path, content }: NamedClaimFile,
  reviews: ReadonlyMap<string, Review>,
  ids: ReadonlyMap<string, string>,
  reader: StoreReader | null,
): readonly Finding[] {
  const review = reviews.get(content.review);
  const text = readFileSync(join(root, path), 'utf8');
  const about = (index: number, what: string, next: string): Finding => ({
    file: path,
    line: lineIn(text, ['claims', index]),
    what,
    next,
  });
  if (!review)
    return [{ file: path, what: `no review ${content.review}`, next: 'add it to data/reviews' }];
  const approaches = new Set(review.approaches.map(({ id }) => id));
  const message = reader && findMessage(reader, content.message);
  return content.claims.flatMap((claim, index) => [
    ...claim.approaches
      .filter((approach) => !approaches.has(approach))
      .map((approach) =>
        about(
          index,
          `${claim.id}: no approach ${approach} in ${review.id}`,
          'use one of the review',
        ),
      ),
    ...claim.relations
      .filter(({ to }) => !ids.has(to))
      .map(({ to }) =>
        about(index, `${claim.id}: relation to unknown claim ${to}`, 'name a curated claim'),
      ),
    ...claim.relations
      .filter(({ to }) => to === claim.id)
      .map(() => about(index, `${claim.id}: related to itself`, 'name another claim')),
    ...words(content, claim, message).map((what) =>
      about(
        index,
        `${claim.id}: ${what}`,
        'restore the quote; ./warrant curate requote cuts another',
      ),
    ),
  ]);
}

/** What does not fit between a claim's id, hash, quote and the stored message. */
function words(
  content: ClaimFile,
  claim: CuratedClaim,
  message: Message | null,
): readonly string[] {
  const found: string[] = [];
  if (claim.quote && quoteHash(claim.quote.exact) !== claim.hash)
    found.push('the hash is not that of its quote');
  if (claim.quote && claimId(content.message.id, claim.quote.exact) !== claim.id)
    found.push('the id is not that of its message and quote');
  if (message === null) return found;
  const { body, ghost } = message;
  const anchor = anchorIn(body, claim);
  if (!anchor && ghost) return found; // of a ghost we know only what others quoted
  if (!anchor) found.push(`no passage of ${content.message.id} has its hash`);
  else if (claimId(content.message.id, body.slice(anchor.start, anchor.end)) !== claim.id)
    found.push('the id is not that of its message and quote');
  return [...new Set(found)];
}
