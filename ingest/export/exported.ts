import type { Claim } from '../../data/schema/claim.ts';
import type { ClaimId } from '../../data/schema/ids.ts';
import type { Ruling, RulingWord } from '../../data/schema/ruling/ruling.ts';
import type { StoredRelation, StoreReader } from '../../data/schema/store/reader.ts';
import { chosenClaims, type Selection } from '../curate/choose.ts';

/** A claim with what an export needs to cite it. */
export interface ExportedClaim extends Claim {
  readonly date: string | null;
  readonly subject: string;
  /** Its word, where the claim is reviewed. */
  readonly ruling: RulingWord | null;
  /** Up to 32 UTF-16 code units of the body on each side, whole code points. */
  readonly prefix: string;
  readonly suffix: string;
  /** The span in Unicode code points, as the W3C selectors count. */
  readonly points: { readonly start: number; readonly end: number };
}

/** What is exported: claims, and the relations between two of them. */
export interface Exported {
  readonly claims: readonly ExportedClaim[];
  readonly relations: readonly StoredRelation[];
}

const context = 32;

/**
 * Reads claims for export. Each quote is cut anew from the stored message and compared.
 * @throws Error where a stored claim is not the slice of its message that it says it is: a bug of ours
 */
export function readExport(
  reader: StoreReader,
  selection: Selection,
  rulings: ReadonlyMap<ClaimId, Ruling> = new Map(),
): Exported {
  const claims: ExportedClaim[] = [];
  for (const claim of chosenClaims(reader, selection)) {
    const message = reader.message(claim.messageId);
    if (!message) continue;
    const { body, date, subject } = message;
    if (body.slice(claim.start, claim.end) !== claim.text) {
      throw new Error(
        `${claim.id}: text is not ${claim.messageId} from ${claim.start} to ${claim.end}`,
      );
    }
    const points = codePoints(body.slice(0, claim.start));
    claims.push({
      ...claim,
      date,
      subject,
      ruling: claim.origin === 'curated' ? (rulings.get(claim.id)?.word ?? 'open') : null,
      prefix: wholeStart(body.slice(Math.max(0, claim.start - context), claim.start)),
      suffix: wholeEnd(body.slice(claim.end, claim.end + context)),
      points: { start: points, end: points + codePoints(claim.text) },
    });
  }
  const known = new Set(claims.map(({ id }) => id));
  const relations = claims.flatMap(({ id }) =>
    reader.relationsOf(id).filter(({ from, to }) => from === id && known.has(to)),
  );
  return { claims, relations };
}

const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};

/** Without half a surrogate pair at the cut. */
const wholeStart = (text: string) => text.replace(/^[\udc00-\udfff]/, '');
const wholeEnd = (text: string) => text.replace(/[\ud800-\udbff]$/, '');
