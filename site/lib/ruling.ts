import type { ClaimId } from '../../data/schema/ids.ts';
import {
  kindOf,
  type Ruling,
  RulingFile,
  type RulingKind,
  unheard,
} from '../../data/schema/ruling/ruling.ts';
import type { SiteClaim } from './claims.ts';
import { dataFiles } from './files.ts';
import { axisName, shown } from './names.ts';
import { once } from './once.ts';

/** A ruling is a mark and a word, never a colour alone. */
export const rulingMarks: Readonly<Record<RulingKind, string>> = {
  holds: '●',
  fails: '✕',
  'holds where': '◐',
  open: '○',
  judgement: '¶',
};

const published = once(
  (): ReadonlyMap<ClaimId, Ruling> =>
    new Map(
      dataFiles('rulings', '.json', RulingFile)
        .flatMap(({ value }) => value.rulings)
        .map(({ claim, ruling }) => [claim, ruling]),
    ),
);

/** What the evidence says of a claim, as `warrant bench publish` computed it. */
export const rulingOf = (claim: SiteClaim): Ruling =>
  published().get(claim.id) ?? unheard(claim.judgement);

export const rulingKind = (claim: SiteClaim): RulingKind => kindOf(rulingOf(claim).word);

/** The condition of `holds where …` in words: `file system ext4 or XFS`; empty for other rulings. */
export function conditionOf({ word }: Ruling): string {
  if (!word.startsWith('holds where ')) return '';
  const regions = word.slice('holds where '.length).split('; or ');
  return regions
    .map((region) =>
      region.replaceAll(/(\w+) = (.+?)(?=, \w+ = |$)/g, (_, axis: string, values: string) => {
        const named = values.split(' or ').map((value) => shown(axis, parsed(value)));
        return `${axisName(axis)} ${named.join(' or ')}`;
      }),
    )
    .join('; or ');
}

/** A value of an axis from its text. */
const parsed = (text: string) =>
  text === 'true' || text === 'false'
    ? text === 'true'
    : /^-?\d+(?:\.\d+)?$/.test(text)
      ? Number(text)
      : text;

/** `holds where metadata = wal · model and guest`, or the word alone where nothing decided it. */
export function rulingWords(claim: SiteClaim): string {
  const { word, scopes } = rulingOf(claim);
  return scopes.length > 0 ? `${word} · ${scopes.join(' and ')}` : word;
}
