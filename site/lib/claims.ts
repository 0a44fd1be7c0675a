import { ClaimFile, type CuratedClaim } from '../../data/schema/claim.ts';
import type { ClaimId, MessageId } from '../../data/schema/ids.ts';
import { dataFiles } from './files.ts';
import { once } from './once.ts';
import { personName } from './people.ts';

/** A reviewed claim with the message that it stands in. */
export interface SiteClaim extends CuratedClaim {
  /** Under the name that was reviewed, where the mail has another. */
  readonly author: string;
  /** The message by its real id, which an archive may have lost. */
  readonly messageId: MessageId;
  readonly date: string;
  readonly review: string;
  /** Where its text is reviewed, from the project's root. */
  readonly file: string;
}

/** Every reviewed claim, in the order of the messages' instants. */
export const claims = once((): SiteClaim[] =>
  dataFiles('claims', '.yaml', ClaimFile)
    .flatMap(({ file, value }) =>
      value.claims.map((claim) => ({
        ...claim,
        author: personName(value.message.author),
        messageId: value.message.id,
        date: value.message.date,
        review: value.review,
        file,
      })),
    )
    .sort((a, b) =>
      a.date < b.date ? -1 : a.date > b.date ? 1 : a.position.start - b.position.start,
    ),
);

export const claimsOf = (review: string): SiteClaim[] =>
  claims().filter((claim) => claim.review === review);

const byId = once(() => new Map(claims().map((claim) => [claim.id as string, claim])));
export const claim = (id: ClaimId | string): SiteClaim | undefined => byId().get(id);
