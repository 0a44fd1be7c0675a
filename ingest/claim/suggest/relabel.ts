import type { Claim } from '../../../data/schema/claim.ts';
import { openReader } from '../../../data/schema/store/open.ts';
import { openWriter } from '../../../data/schema/store/writer.ts';
import { statements } from '../read/statement.ts';
import { askLabels, type Endpoint, type Label } from './endpoint.ts';

/** How a claim tells that a language model labelled it. */
const labelledBy = (model: string): string => `labelled by ${model}`;

/**
 * Has an endpoint label the extracted claims of a store, message by message. Spans stay ours: a claim's
 * words and place never change, one that the model calls `none` is dropped, and every other says in its cue who
 * labelled it. Claims already labelled by this model are passed over.
 * @returns number of claims labelled
 */
export async function relabelClaims(
  store: string,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<number> {
  const writer = openWriter(store);
  const reader = openReader(store);
  try {
    const byMessage = Map.groupBy(
      reader.claims({ origin: 'extracted' }),
      ({ messageId }) => messageId,
    );
    let count = 0;
    for (const [messageId, claims] of byMessage) {
      const message = reader.message(messageId);
      if (!message || claims.every(({ cue }) => cue === labelledBy(endpoint.model))) continue;
      const quotes = new Map(statements(message.body).map((s) => [s.start, s.answers?.text ?? '']));
      const questions = claims.map(({ start, text }) => ({ text, quote: quotes.get(start) ?? '' }));
      const labels = await askLabels(endpoint, questions, signal);
      const kept = claims.flatMap((claim, i) =>
        relabelled(claim, labels.get(i + 1), endpoint.model),
      );
      const ids = new Set(kept.map(({ id }) => id));
      const relations = claims
        .flatMap(({ id }) => reader.relationsOf(id).filter(({ from }) => from === id))
        .filter(({ from, origin }) => origin === 'extracted' && ids.has(from));
      const extractor = writer.claims.extractorOf(messageId) ?? labelledBy(endpoint.model);
      writer.batch(() => writer.claims.putExtracted(messageId, extractor, kept, relations));
      count += labels.size;
    }
    return count;
  } finally {
    reader.close();
    writer.close();
  }
}

/** The claim with a model's label; as it was where the model said nothing of it; none where it calls it none. */
function relabelled(claim: Claim, label: Label | undefined, model: string): readonly Claim[] {
  if (!label) return [claim];
  if (label.kind === 'none') return [];
  return [{ ...claim, kind: label.kind, stance: label.stance, cue: labelledBy(model) }];
}
