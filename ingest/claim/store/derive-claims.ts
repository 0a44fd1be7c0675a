import { openReader } from '../../../data/schema/store/open.ts';
import type { StoreReader } from '../../../data/schema/store/reader.ts';
import { openWriter } from '../../../data/schema/store/writer.ts';
import { type Curated, curatedClaims } from '../../curate/curated.ts';
import { type ExtractionScope, type StoredClaims, storeClaims } from './store-claims.ts';

/**
 * Brings the claims of a store up to date: curated ones from `data/claims/`, extracted ones from mail.
 * @param scope `eager` after ingest: reviewed threads always, the rest only where it is little, so that
 *   reading a large archive is not held up; `all` when somebody asks for claims
 */
export function deriveClaims(
  root: string,
  store: string,
  scope: ExtractionScope,
  signal?: AbortSignal,
): StoredClaims {
  const writer = openWriter(store);
  const reader = openReader(store);
  try {
    const stored = storeClaims(root, writer, reader, scope, signal);
    const { claims, relations } = curatedClaims(root, reader);
    writer.batch(() => writer.claims.putCurated(claims, relations));
    return stored;
  } finally {
    reader.close();
    writer.close();
  }
}

/**
 * Brings the reviewed claims of a store up to date with `data/claims/`, which somebody may have curated or edited
 * since. Nothing is written where nothing changed, so that a store on a read-only medium serves too.
 */
export function heedClaimFiles(root: string, store: string): void {
  const reader = openReader(store);
  try {
    const curated = curatedClaims(root, reader);
    if (sorted(curated) === sorted(storedIn(reader))) return;
    const writer = openWriter(store);
    try {
      writer.batch(() => writer.claims.putCurated(curated.claims, curated.relations));
    } finally {
      writer.close();
    }
  } finally {
    reader.close();
  }
}

type Held = Pick<Curated, 'claims' | 'relations'>;

function storedIn(reader: StoreReader): Held {
  const claims = [...reader.claims({ origin: 'curated' })];
  const relations = claims.flatMap(({ id }) =>
    reader.relationsOf(id).filter(({ from, origin }) => from === id && origin === 'curated'),
  );
  return { claims, relations };
}

/** The same text for the same claims and relations, however they are ordered. */
function sorted({ claims, relations }: Held): string {
  const lines = (list: readonly object[]) =>
    list
      .map((one) => JSON.stringify(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1))))
      .toSorted();
  return [...lines(claims), ...lines(relations)].join('\n');
}

/** One line on what was done, for stderr; empty where nothing was. */
export function claimsLine({ messages, claims, left }: StoredClaims): string {
  const later = left > 0 ? `; ${left} messages wait for ./warrant claims` : '';
  return messages + left === 0 ? '' : `claims: ${claims} in ${messages} messages${later}\n`;
}
