import { join } from 'node:path';
import type { Claim, CuratedClaim } from '../../data/schema/claim.ts';
import { Fault } from '../../data/schema/fault.ts';
import { quoteHash, sha256 } from '../../data/schema/hash.ts';
import type { ReviewId } from '../../data/schema/ids.ts';
import type { Message } from '../../data/schema/message.ts';
import { ClaimDocument } from './claim-document.ts';
import { type NamedClaimFile, readClaimFiles } from './claim-files.ts';

/** A curated claim and the file that holds it. */
export interface Placed {
  readonly file: NamedClaimFile;
  readonly claim: CuratedClaim;
}

/**
 * The curated claim with an id.
 * @throws Fault `inputRefused` where no file holds it
 */
export function place(files: readonly NamedClaimFile[], id: string): Placed {
  for (const file of files) {
    const claim = file.content.claims.find((c) => c.id === id);
    if (claim) return { file, claim };
  }
  throw new Fault(
    'inputRefused',
    `no curated claim ${id} in data/claims`,
    'list them with ./warrant claims --origin curated',
  );
}

/** Writes changed claims back to their files, each file once. */
export function write(root: string, changed: readonly Placed[]): readonly string[] {
  const byFile = Map.groupBy(changed, ({ file }) => file.path);
  for (const [path, placed] of byFile) {
    const [first] = placed;
    if (!first) continue;
    const document = ClaimDocument.open(join(root, path), first.file.content);
    for (const { claim } of placed) document.put(claim);
    document.save();
  }
  return [...byFile.keys()];
}

/** Takes a claim out of its file. */
export function remove(root: string, { file, claim }: Placed): void {
  const document = ClaimDocument.open(join(root, file.path), file.content);
  document.remove(claim.id);
  document.save();
}

/**
 * The file of a message: an existing one that names it, else one named after its instant and author. The patches
 * of a series are sent within a minute: where the name is taken, the message's id makes it another.
 */
export function fileFor(root: string, review: ReviewId, message: Message): NamedClaimFile {
  const files = readClaimFiles(root);
  const known = files.find(({ content }) => content.message.id === message.messageId);
  if (known) return known;
  if (message.date === null) {
    throw new Fault(
      'inputRefused',
      `${message.messageId} has no readable date`,
      'ingest another copy of it',
    );
  }
  const author = message.from.name || message.from.address;
  const surname =
    (message.from.name || message.from.address.replace(/@.*/, ''))
      .toLowerCase()
      .normalize('NFKD')
      .split(/[^a-z0-9]+/)
      .filter(Boolean)
      .at(-1) ?? 'unknown';
  const date = new Date(message.date).toISOString();
  const stamp = `${date.slice(0, 10)}-${date.slice(11, 13)}${date.slice(14, 16)}`;
  const name = join('data', 'claims', review, `${stamp}-${surname}`);
  const taken = files.some(({ path }) => path === `${name}.yaml`);
  return {
    path: taken ? `${name}-${sha256(message.messageId).slice(0, 6)}.yaml` : `${name}.yaml`,
    content: { review, message: { id: message.messageId, author, date }, claims: [] },
  };
}

/** An extracted claim as a reviewer accepts it, with a title in our own words. */
export function accepted(claim: Claim, title: string, change: Partial<CuratedClaim>): CuratedClaim {
  return {
    id: claim.id,
    was: [],
    kind: claim.kind,
    stance: claim.stance,
    approaches: claim.approaches,
    relations: [],
    history: [],
    ...change,
    title,
    position: { start: claim.start, end: claim.end },
    hash: quoteHash(claim.text),
  };
}
