import type { Claim } from '../../data/schema/claim.ts';
import type { ClaimId } from '../../data/schema/ids.ts';
import { knownName } from '../../data/schema/store/known-name.ts';
import type { StoredRelation, StoreReader } from '../../data/schema/store/reader.ts';
import type { SalienceModel } from '../salience/fit.ts';
import { rated } from '../salience/rank.ts';
import { threadText } from '../salience/read-thread.ts';
import { loadSalience } from '../salience/weights.ts';
import { anchorIn } from './anchor.ts';
import { covers } from './choose.ts';
import { readClaimFiles } from './claim-files.ts';
import { findMessage } from './find-message.ts';

export interface Curated {
  readonly claims: readonly Claim[];
  readonly relations: readonly StoredRelation[];
  /** Claims whose message is not in the store, or whose words are not in it. */
  readonly unanchored: number;
}

/** The reviewed claims of `data/claims/`, each anchored on its stored message. */
export function curatedClaims(root: string, reader: StoreReader): Curated {
  const claims: Claim[] = [];
  const relations: StoredRelation[] = [];
  const judged = new Set<ClaimId>();
  let unanchored = 0;
  for (const { content } of readClaimFiles(root)) {
    const message = findMessage(reader, content.message);
    for (const curated of content.claims) {
      const anchor = message && anchorIn(message.body, curated);
      if (!message || !anchor) {
        unanchored += 1;
        continue;
      }
      claims.push({
        id: curated.id,
        messageId: message.messageId,
        author: knownName(reader, message.from) || content.message.author,
        kind: curated.kind,
        stance: curated.stance,
        approach: curated.approaches[0] ?? null,
        approaches: curated.approaches,
        text: message.body.slice(anchor.start, anchor.end),
        start: anchor.start,
        end: anchor.end,
        confidence: 1,
        salience: 0,
        testable: false,
        cue: null,
        origin: 'curated',
        title: curated.title,
      });
      if (curated.judgement !== undefined) judged.add(curated.id);
      for (const { kind, to } of curated.relations) {
        relations.push({ from: curated.id, kind, to, origin: 'curated' });
      }
    }
  }
  const known = weighed(claims, reader, loadSalience());
  return {
    claims: claims.map((claim) => {
      const { salience, testable } = known.get(claim.id) ?? claim;
      return { ...claim, salience, testable: testable && !judged.has(claim.id) };
    }),
    relations,
    unanchored,
  };
}

/** Salience of curated claims, each in place of the extracted ones that it speaks for. */
function weighed(
  claims: readonly Claim[],
  reader: StoreReader,
  model: SalienceModel,
): ReadonlyMap<ClaimId, Claim> {
  const byMessage = Map.groupBy(claims, ({ messageId }) => messageId);
  const threads = new Set(
    [...byMessage.keys()].flatMap((id) => reader.message(id)?.threadId ?? []),
  );
  const found = new Map<ClaimId, Claim>();
  for (const id of threads) {
    const thread = reader.thread(id);
    if (!thread) continue;
    const text = threadText(reader, thread, ({ messageId }) => {
      const own = byMessage.get(messageId) ?? [];
      const others = [...reader.claims({ message: messageId, origin: 'extracted' })].filter(
        (extracted) => !own.some((curated) => covers(curated, extracted)),
      );
      return [...own, ...others].sort((a, b) => a.start - b.start);
    });
    for (const [claim, value] of rated(text, model))
      if (value.origin === 'curated') found.set(claim, value);
  }
  return found;
}
