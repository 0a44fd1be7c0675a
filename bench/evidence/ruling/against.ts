import { canonicalJson } from '../../../data/schema/canonical.ts';
import { Fault } from '../../../data/schema/fault.ts';
import { loadRulings } from '../../../data/schema/ruling/load-rulings.ts';
import { type Ruling, RulingFile } from '../../../data/schema/ruling/ruling.ts';
import { git } from '../../substrate/manifest.ts';
import { readClaims } from './rulings.ts';

/** What a change does to one claim's ruling; null on a side that has none. */
export interface RulingChange {
  readonly claim: string;
  readonly title: string;
  readonly before: Ruling | null;
  readonly after: Ruling | null;
}

/**
 * How the published rulings of this tree differ from those of a revision, in the order of the claims.
 * @throws Fault `usage` where git does not know the revision.
 */
export function rulingsAgainst(root: string, ref: string): RulingChange[] {
  const before = rulingsAt(root, ref);
  const after: ReadonlyMap<string, Ruling> = loadRulings(root);
  const titles = new Map(readClaims(root).map(({ id, title }) => [id as string, title]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((claim) => ({
      claim,
      title: titles.get(claim) ?? 'a claim that is gone',
      before: before.get(claim) ?? null,
      after: after.get(claim) ?? null,
    }))
    .filter(({ before: old, after: now }) => canonicalJson(old) !== canonicalJson(now));
}

function rulingsAt(root: string, ref: string): ReadonlyMap<string, Ruling> {
  const listed = git(root, ['ls-tree', '-r', '--name-only', ref, '--', 'data/rulings']);
  if (listed === null || ref.startsWith('-')) {
    throw new Fault('usage', `git knows no revision ${ref}`, 'name a branch, tag or commit');
  }
  const files = listed.split('\n').filter((name) => name.endsWith('.json'));
  return new Map(
    files.flatMap((name) => {
      // One in a shape of before tells nothing that this tree can compare.
      const read = RulingFile.safeParse(
        JSON.parse(git(root, ['show', `${ref}:${name}`]) ?? 'null'),
      );
      return read.success ? read.data.rulings.map(({ claim, ruling }) => [claim, ruling]) : [];
    }),
  );
}

/** The report that goes into a pull request: one paragraph a claim whose word changed, then the rest counted. */
export function changeReport(changes: readonly RulingChange[], ref: string): string {
  const turned = changes.filter(({ before, after }) => before?.word !== after?.word);
  const others = changes.length - turned.length;
  const lines = turned.map(
    ({ claim, title, before, after }) =>
      `${claim} ${before?.word ?? 'no ruling'} → ${after?.word ?? 'no ruling'}: ${title}\n  before: ${before?.sentence ?? '–'}\n  now:    ${after?.sentence ?? '–'}\n`,
  );
  const rest = others > 0 ? `${others} more have the same word on other evidence\n` : '';
  return `${turned.length} rulings changed their word against ${ref}\n${lines.join('')}${rest}`;
}
