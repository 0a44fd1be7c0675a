import type { Claim } from '../../data/schema/claim.ts';
import type { ClaimId } from '../../data/schema/ids.ts';
import type { SalienceModel } from './fit.ts';
import { type Signals, signalsOf } from './signals.ts';
import { isTestable } from './testable.ts';
import type { ThreadText } from './thread-text.ts';

/** How much a summary of the thread would miss a statement with these signals, 0 to 1. */
export function salience({ bias, weights }: SalienceModel, signals: Signals): number {
  let sum = bias;
  for (const [name, value] of signals) sum += value * (weights.get(name) ?? 0);
  return Math.round(10_000 / (1 + Math.exp(-sum))) / 10_000;
}

/** Gives the claims of a thread their salience and tells which an experiment could show false. */
export function rated(thread: ThreadText, model: SalienceModel): ReadonlyMap<ClaimId, Claim> {
  const signals = signalsOf(thread);
  return new Map(
    thread.flatMap(({ claims }) =>
      claims.map((claim) => [
        claim.id,
        {
          ...claim,
          salience: salience(model, signals.get(claim.id) ?? new Map()),
          testable: isTestable(claim),
        },
      ]),
    ),
  );
}

/** The most salient first; equals by message and place, so that the order is the same everywhere. */
export const bySalience = (a: Claim, b: Claim): number =>
  b.salience - a.salience ||
  (a.messageId < b.messageId ? -1 : a.messageId > b.messageId ? 1 : a.start - b.start);
