import type { Choice } from './choice.ts';
import { type Offer, shortId } from './rows.ts';

/** Runs with the same metric, those of the same experiment first. */
export function besides(choice: Pick<Choice, 'run' | 'metric'>, offers: readonly Offer[]): Offer[] {
  const main = offers.find((one) => one.run === choice.run);
  const far = (one: Offer) => Number(one.experiment !== main?.experiment);
  return offers
    .filter((one) => one !== main && one.metrics.includes(choice.metric))
    .sort((a, b) => far(a) - far(b));
}

export const nameOf = (offer: Offer) =>
  `${offer.title} · ${offer.scope} · ${offer.date} · ${shortId(offer.run)}`;
