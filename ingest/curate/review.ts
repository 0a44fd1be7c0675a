import type { Claim, RelationKind } from '../../data/schema/claim.ts';
import { Fault } from '../../data/schema/fault.ts';
import { ClaimId, MessageId } from '../../data/schema/ids.ts';
import type { Message } from '../../data/schema/message.ts';
import type { Review } from '../../data/schema/review.ts';
import { withKnownName } from '../../data/schema/store/known-name.ts';
import { reading } from '../../data/schema/store/open.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { readReviews, reviewOf } from '../claim/read/reviews.ts';
import { type Change, edited, type Reviewer, redirected, related } from './change.ts';
import { readClaimFiles } from './claim-files.ts';
import { accepted, fileFor, type Placed, place, remove, write } from './desk.ts';
import { held } from './find-message.ts';
import { addRejection } from './rejections.ts';
import { claimOver } from './take-words.ts';

/** Where a reviewer works and who it is. */
export interface Desk {
  readonly root: string;
  readonly store: string;
  readonly who: Reviewer;
  /** Review named by the user; else that of the claim's thread. */
  readonly review: string | undefined;
}

/** Takes an extracted claim into `data/claims/`. Each action returns lines that say what was done. */
export function acceptClaim(
  desk: Desk,
  id: string,
  title: string | undefined,
  change: Change,
): readonly string[] {
  const wording = required('accept', title);
  return withClaim(desk, id, (claim, message, review) =>
    take(desk, claim, message, review, wording, change),
  );
}

/** Takes words that a reviewer picked in a message, however extraction cut them. */
export function addClaim(
  desk: Desk,
  messageId: string,
  words: string,
  title: string | undefined,
  change: Change,
): readonly string[] {
  const wording = required('add', title);
  return reading(desk.store, (reader) => {
    const id = MessageId.safeParse(messageId.startsWith('<') ? messageId : `<${messageId}>`);
    const message = held(
      id.success ? reader.message(id.data) : null,
      messageId,
      'copy its Message-ID from ./warrant messages',
    );
    const named = withKnownName(reader, message);
    const claim = claimOver(reader, named, words);
    return take(desk, claim, named, reviewFor(desk, message, reader), wording, change);
  });
}

function required(action: string, title: string | undefined): string {
  if (title) return title;
  throw new Fault(
    'usage',
    `curate ${action}: no title`,
    'say the claim in your own words with --title',
  );
}

function take(
  desk: Desk,
  claim: Claim,
  message: Message,
  review: Review,
  title: string,
  change: Change,
): readonly string[] {
  const known = review.approaches.map((approach) => approach.id);
  const strange = (change.approaches ?? []).find((approach) => !known.includes(approach));
  if (strange)
    throw new Fault(
      'inputRefused',
      `no approach ${strange} in ${review.id}`,
      `use one of ${known.join(', ')}`,
    );
  const file = fileFor(desk.root, review.id, message);
  if (file.content.claims.some((c) => c.id === claim.id))
    throw new Fault(
      'inputRefused',
      `${claim.id} stands in ${file.path}`,
      'use ./warrant curate edit',
    );
  return write(desk.root, [{ file, claim: accepted(claim, title, change) }]).map(
    (path) => `accepted ${claim.id} into ${path}`,
  );
}

/** Changes how a claim is read; its quote stays. */
export function editClaim(
  desk: Desk,
  id: string,
  change: Change,
  why: string | undefined,
): readonly string[] {
  const { file, claim } = place(readClaimFiles(desk.root), id);
  const next = edited(claim, change, desk.who, why);
  if (next === claim) return [`${id}: nothing to change`];
  return write(desk.root, [{ file, claim: next }]).map((path) => `edited ${id} in ${path}`);
}

/** Turns a claim down: an extracted one is not offered again, a curated one is taken out of its file. */
export function rejectClaim(desk: Desk, id: string, why: string | undefined): readonly string[] {
  if (!why) throw new Fault('usage', 'curate reject: no reason', 'give one with --why');
  const files = readClaimFiles(desk.root);
  const held = files.find(({ content }) => content.claims.some((claim) => claim.id === id));
  if (held) {
    const placed = place(files, id);
    const bearing = files
      .flatMap(({ content }) => content.claims)
      .filter(({ relations }) => relations.some(({ to }) => to === id));
    if (bearing.length > 0)
      throw new Fault(
        'inputRefused',
        `${bearing.map((c) => c.id).join(', ')} relate to ${id}`,
        'merge it into another claim instead',
      );
    remove(desk.root, placed);
    addRejection(desk.root, held.content.review, {
      id: placed.claim.id,
      message: held.content.message.id,
      ...desk.who,
      why,
    });
    return [`rejected ${id}, taken out of ${held.path}`];
  }
  return withClaim(desk, id, (claim, message, review) => {
    addRejection(desk.root, review.id, {
      id: claim.id,
      message: message.messageId,
      ...desk.who,
      why,
    });
    return [`rejected ${id}`];
  });
}

/**
 * Makes one claim speak for another. In one message the first is taken out; across messages both quotes
 * stay and the first restates the second. Relations that pointed at the first point at the second.
 */
export function mergeClaims(desk: Desk, id: string, into: string): readonly string[] {
  if (id === into)
    throw new Fault(
      'usage',
      'curate merge: a claim cannot be merged into itself',
      'name two claims',
    );
  const files = readClaimFiles(desk.root);
  const from = place(files, id);
  const target = place(files, into);
  const same = from.file.path === target.file.path;
  const note = { ...desk.who, what: `merged ${id} (${JSON.stringify(from.claim.title)})` };
  const changed: Placed[] = [];
  for (const file of files) {
    for (const claim of file.content.claims) {
      if (claim.id === id) continue;
      const turned = redirected(claim, id, target.claim.id);
      const next = claim.id === into ? { ...turned, history: [...turned.history, note] } : turned;
      if (next !== claim) changed.push({ file, claim: next });
    }
  }
  if (!same)
    changed.push({
      file: from.file,
      claim: related(redirected(from.claim, into, target.claim.id), {
        kind: 'restates',
        to: target.claim.id,
      }),
    });
  write(desk.root, changed);
  if (same) remove(desk.root, { ...from, file: place(readClaimFiles(desk.root), id).file });
  return [
    same ? `merged ${id} into ${into}` : `${id} restates ${into}; relations to it point there`,
  ];
}

/** Adds a relation between two curated claims. */
export function relateClaims(
  desk: Desk,
  id: string,
  kind: RelationKind,
  to: string,
): readonly string[] {
  const files = readClaimFiles(desk.root);
  const { file, claim } = place(files, id);
  const target = place(files, to).claim;
  if (id === to)
    throw new Fault(
      'usage',
      'curate relate: a claim cannot be related to itself',
      'name two claims',
    );
  write(desk.root, [{ file, claim: related(claim, { kind, to: target.id }) }]);
  return [`${id} ${kind} ${to}`];
}

function withClaim(
  desk: Desk,
  id: string,
  work: (claim: Claim, message: Message, review: Review) => readonly string[],
): readonly string[] {
  return reading(desk.store, (reader) => {
    const parsed = ClaimId.safeParse(id);
    const claim = parsed.success ? reader.claim(parsed.data) : undefined;
    const message = claim && reader.message(claim.messageId);
    if (!claim || !message)
      throw new Fault(
        'inputRefused',
        `no claim ${id} in the store`,
        'list them with ./warrant claims --pending',
      );
    return work(claim, withKnownName(reader, message), reviewFor(desk, message, reader));
  });
}

/**
 * The review that a message is curated for.
 * @throws Fault `inputRefused` where its thread belongs to none and the desk names none
 */
export function reviewFor(desk: Desk, message: Message, reader: StoreReader): Review {
  const reviews = readReviews(desk.root);
  const thread = reader.thread(message.threadId);
  const found = desk.review
    ? reviews.find(({ id }) => id === desk.review)
    : thread && reviewOf(reviews, thread, (id) => reader.message(id)?.threadId);
  if (found) return found;
  const ids = reviews.map(({ id }) => id).join(', ');
  if (desk.review !== undefined)
    throw new Fault(
      'inputRefused',
      `no review ${desk.review} in data/reviews`,
      ids === '' ? './warrant review new ID --thread THREAD makes one' : `use one of ${ids}`,
    );
  throw new Fault(
    'inputRefused',
    `${message.messageId} belongs to no review`,
    `./warrant review new ID --thread '${message.messageId}' makes one${ids === '' ? '' : `; --review names one of ${ids}`}`,
  );
}
