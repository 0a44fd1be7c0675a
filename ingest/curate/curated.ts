import type { Claim } from '../../data/schema/claim.ts';
import type { StoredRelation, StoreReader } from '../../data/schema/store/reader.ts';
import { anchorIn } from './anchor.ts';
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
        author: message.from.name || message.from.address || content.message.author,
        kind: curated.kind,
        stance: curated.stance,
        approach: curated.approaches[0] ?? null,
        approaches: curated.approaches,
        text: message.body.slice(anchor.start, anchor.end),
        start: anchor.start,
        end: anchor.end,
        confidence: 1,
        cue: null,
        origin: 'curated',
        title: curated.title,
      });
      for (const { kind, to } of curated.relations) {
        relations.push({ from: curated.id, kind, to, origin: 'curated' });
      }
    }
  }
  return { claims, relations, unanchored };
}
