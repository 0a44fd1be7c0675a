import type { CuratedClaim } from '../../data/schema/claim.ts';
import { visible } from '../../data/schema/fault.ts';
import type { ClaimId } from '../../data/schema/ids.ts';

export type NumberedClaim = readonly [number, CuratedClaim];

/** Claims in the order in which a sitting met them: a number that was shown stays that claim's. */
export class NumberedClaims {
  readonly #met: ClaimId[] = [];

  /** Of those met and the reviewed, the ones that are reviewed now, from 1. */
  of(reviewed: readonly CuratedClaim[]): readonly NumberedClaim[] {
    const known = new Map(reviewed.map((claim) => [claim.id, claim]));
    for (const id of known.keys()) if (!this.#met.includes(id)) this.#met.push(id);
    return this.#met.flatMap((id, at) => {
      const claim = known.get(id);
      return claim ? [[at + 1, claim] as const] : [];
    });
  }
}

export function listText(numbered: readonly NumberedClaim[]): string {
  const lines = numbered.map(
    ([number, { id, title }]) => `${String(number).padStart(4)} ${id} ${visible(title)}\n`,
  );
  return lines.length === 0 ? 'no claim is reviewed yet\n' : lines.join('');
}
