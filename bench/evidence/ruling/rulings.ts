import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../../data/schema/canonical.ts';
import { ClaimFile, type CuratedClaim } from '../../../data/schema/claim.ts';
import type { ReviewId } from '../../../data/schema/ids.ts';
import { Review } from '../../../data/schema/review.ts';
import { rule, witnessesOf } from '../../../data/schema/ruling/rule.ts';
import type { RulingFile } from '../../../data/schema/ruling/ruling.ts';
import type { Run } from '../../../data/schema/run.ts';
import type { Conditions } from '../../../data/schema/scope.ts';
import type { Verdict } from '../../../data/schema/verdict.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { type Catalogue, yamlFilesBelow } from '../catalogue.ts';
import { exhibitOf } from './exhibit-of.ts';

export interface ReviewedClaim extends CuratedClaim {
  readonly review: ReviewId;
}

/** Every claim of `data/claims`, in the order of its files. */
export function readClaims(root: string): readonly ReviewedClaim[] {
  return yamlFilesBelow(join(root, 'data/claims')).flatMap((file) => {
    const { review, claims } = readYaml(file, ClaimFile);
    return claims.map((claim) => ({ ...claim, review }));
  });
}

/** What the readers' machines of each review are. */
export function readUsual(root: string): ReadonlyMap<ReviewId, Conditions> {
  return new Map(
    yamlFilesBelow(join(root, 'data/reviews'))
      .map((file) => readYaml(file, Review))
      .map(({ id, usual }) => [id, usual]),
  );
}

/** The rulings of every review that has any: one for each claim that a hypothesis names or that is a
 * judgement. The others are open. */
export function rulings(
  catalogue: Catalogue,
  claims: readonly ReviewedClaim[],
  verdicts: readonly Verdict[],
  runs: readonly Run[],
  usual: ReadonlyMap<ReviewId, Conditions> = new Map(),
): readonly RulingFile[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const ruled = claims.flatMap((claim) => {
    const witnesses = witnessesOf(claim, catalogue.hypotheses, verdicts);
    if (witnesses.length === 0 && claim.judgement === undefined) return [];
    const ruling = rule(claim, witnesses, catalogue.axes, (cases) =>
      exhibitOf(cases, byId, usual.get(claim.review) ?? {}),
    );
    return [{ review: claim.review, claim: claim.id, ruling }];
  });
  return [...Map.groupBy(ruled, ({ review }) => review)].map(([review, of]) => ({
    schemaVersion: 1,
    review,
    rulings: of
      .map(({ claim, ruling }) => ({ claim, ruling }))
      .toSorted((a, b) => (a.claim < b.claim ? -1 : 1)),
  }));
}

export const rulingPath = (root: string, review: ReviewId) =>
  join(root, 'data/rulings', `${review}.json`);

/** The committed form: one claim a line, to be diffed. */
export function rulingText({ review, rulings: all }: RulingFile): string {
  const lines = all.map((one) => `    ${canonicalJson(one)}`).join(',\n');
  return `{\n  "schemaVersion": 1,\n  "review": ${JSON.stringify(review)},\n  "rulings": [\n${lines}\n  ]\n}\n`;
}

/** Writes what is given and removes files of reviews that have no rulings any more. */
export function publishRulings(root: string, files: readonly RulingFile[]): void {
  const folder = join(root, 'data/rulings');
  if (files.length > 0) mkdirSync(folder, { recursive: true });
  for (const file of files) writeFileSync(rulingPath(root, file.review), rulingText(file));
  if (!existsSync(folder)) return;
  const kept = new Set(files.map(({ review }) => `${review}.json`));
  for (const name of readdirSync(folder)) if (!kept.has(name)) rmSync(join(folder, name));
}
