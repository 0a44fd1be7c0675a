import type { Claim } from '../../data/schema/claim.ts';
import { claimId } from '../../data/schema/hash.ts';
import type { Message } from '../../data/schema/message.ts';
import { type Classifier, judge } from './judge/classify.ts';
import { analyse } from './read/analysis.ts';
import { statements } from './read/statement.ts';
import { trailerClaims } from './read/trailer.ts';
import type { ApproachTagger } from './relate/approach.ts';

/** What extraction knows besides the message. */
export interface ExtractionContext {
  /** Tags of the review that the thread belongs to; null where it belongs to none. */
  readonly approaches: ApproachTagger | null;
  /** Null judges by rules alone. */
  readonly classifier: Classifier | null;
}

/**
 * The claims that a message makes: pure, in order of place, each an exact slice of the body. Statements
 * without design content are left out. The same words twice in one message are one claim.
 */
export function extractClaims(
  message: Pick<Message, 'messageId' | 'from' | 'body' | 'spoken'>,
  { approaches, classifier }: ExtractionContext,
): readonly Claim[] {
  const analyses = analyse(statements(message.body, message.spoken));
  const judgements = judge(analyses, classifier);
  const found = new Map<string, Claim>();
  const add = (
    claim: Omit<
      Claim,
      'id' | 'messageId' | 'author' | 'salience' | 'testable' | 'origin' | 'title'
    >,
  ) => {
    const id = claimId(message.messageId, claim.text);
    if (found.has(id)) return;
    const { messageId, from } = message;
    found.set(id, {
      id,
      messageId,
      author: from.name || from.address,
      ...claim,
      salience: 0, // its thread decides, see ingest/salience/rank.ts
      testable: false,
      origin: 'extracted',
      title: null,
    });
  };
  for (const [i, { statement }] of analyses.entries()) {
    const judgement = judgements[i];
    if (!judgement || judgement.kind === 'none') continue;
    const { text, start, end } = statement;
    const tags = approaches?.tag(text) ?? [];
    const { kind, stance, confidence, cue } = judgement;
    add({
      kind,
      stance,
      approach: tags[0] ?? null,
      approaches: [...tags],
      text,
      start,
      end,
      confidence,
      cue,
    });
  }
  for (const trailer of trailerClaims(message.body, message.from, message.spoken)) {
    add({ ...trailer, approach: null, approaches: [], confidence: 0.95 });
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}
