import { z } from 'zod';
import { Bearing, Where } from '../hypothesis.ts';
import { ClaimId, HypothesisId, ReviewId, RunId, TraceId } from '../ids.ts';
import { Conditions, Scope } from '../scope.ts';
import { VerdictValue } from '../verdict.ts';

/** What the evidence says of a claim; `holds where …` names the condition that separates it. */
export const RulingWord = z.union([
  z.enum(['holds', 'fails', 'open', 'judgement']),
  z.templateLiteral(['holds where ', z.string().min(1)]),
]);
export type RulingWord = z.infer<typeof RulingWord>;

/** The words for lists and filters, without the condition. */
export const RulingKind = z.enum(['holds', 'fails', 'holds where', 'open', 'judgement']);
export type RulingKind = z.infer<typeof RulingKind>;

export const kindOf = (word: RulingWord): RulingKind =>
  word.startsWith('holds where ') ? 'holds where' : RulingKind.parse(word);

/** What the cases that bear on a claim say of one hypothesis in one scope, with its sign. */
export const SignedVerdict = z.strictObject({
  hypothesis: HypothesisId,
  scope: Scope,
  verdict: VerdictValue,
  bears: Bearing,
  where: Where,
});
export type SignedVerdict = z.infer<typeof SignedVerdict>;

/** The trace or run to look at, and the setting that it shows. */
export const Exhibit = z.union([
  z.strictObject({ trace: TraceId, conditions: Conditions }),
  z.strictObject({ run: RunId, conditions: Conditions }),
]);
export type Exhibit = z.infer<typeof Exhibit>;

export const Ruling = z.strictObject({
  word: RulingWord,
  sentence: z.string().min(1),
  /** In which counted evidence decides something. */
  scopes: z.array(Scope),
  /** Those that count first. */
  verdicts: z.array(SignedVerdict),
  exhibit: Exhibit.nullable(),
});
export type Ruling = z.infer<typeof Ruling>;

/** One file of `data/rulings/`: the rulings of a review's claims that a hypothesis names or that are
 * judgements; the others are open. */
export const RulingFile = z.strictObject({
  schemaVersion: z.literal(1),
  review: ReviewId,
  rulings: z.array(z.strictObject({ claim: ClaimId, ruling: Ruling })),
});
export type RulingFile = z.infer<typeof RulingFile>;

/** The ruling of a claim that no hypothesis names. */
export function unheard(judgement: string | undefined): Ruling {
  const rest = { scopes: [], verdicts: [], exhibit: null };
  return judgement === undefined
    ? { word: 'open', sentence: 'Open: no hypothesis restates it yet.', ...rest }
    : { word: 'judgement', sentence: judgement, ...rest };
}
