import { byCodeUnits } from '../../data/schema/code-units.ts';
import { type SequenceSurvival, Survival } from '../../data/schema/survival.ts';
import { dataFiles } from './files.ts';
import { shown } from './names.ts';
import { once } from './once.ts';

/** What survives a crash, by file system: `data/survival`. */
export const survivals = once((): Survival[] =>
  dataFiles('survival', '.json', Survival).map(({ value }) => value),
);

/** A file system with its variant of mkfs and its mount options: `ext4 noauto_da_alloc`. */
export const nameOf = ({ fs, mkfs, options }: Survival): string =>
  [shown('fs', fs), mkfs, options].filter(Boolean).join(' ');

/** The contents of a folder by name, from a line of `bench/crash/guest/state.c`. */
function entries(state: string): ReadonlyMap<string, string> {
  return new Map(
    state
      .split(' ')
      .filter((word) => word !== 'nothing')
      .map((word) => [word.replace(/[:/].*$/, ''), word.split(':').at(-1) ?? '']),
  );
}

/**
 * A state in words: `old`, `new`, what the program saw in between, or what is odd about it. `o` is the old
 * content, `n` the new one, `c` that of C.
 */
export function stateWords({ prefixes, operations }: SequenceSurvival, state: string): string {
  if (state === prefixes.at(-1)) return 'new';
  if (state === prefixes[0]) return 'old';
  const seen = prefixes.lastIndexOf(state);
  if (seen > 0) return `after ${operations[seen - 1]}`;
  const before = entries(prefixes[0] ?? '');
  const after = entries(prefixes.at(-1) ?? '');
  const now = entries(state);
  const odd = [...new Set([...before.keys(), ...after.keys(), ...now.keys()])].flatMap((name) => {
    const content = now.get(name);
    if (content === after.get(name) || content === before.get(name)) return [];
    return [`${name} ${contentWords(content)}`];
  });
  return odd.length > 0 ? odd.join(', ') : 'parts of old and new';
}

function contentWords(content: string | undefined): string {
  if (content === undefined) return 'is missing';
  if (content === '-') return 'is empty';
  if (content === '!') return 'cannot be read';
  const runs = runsOf(content);
  const [only] = runs ?? [];
  if (!runs || !only) return `is ${content}`;
  if (runs.length === 1) return `is ${only.what}`;
  return `is ${runs.map(({ what, sectors }) => `${sectors / 2} KiB of ${what}`).join(', then ')}`;
}

/** What a run of equal sectors of 512 bytes holds. */
const holds = new Map([
  ['o', 'old'],
  ['n', 'new'],
  ['c', 'C'],
  ['d', 'D'],
  ['0', 'zeros'],
]);

interface Run {
  readonly what: string;
  readonly sectors: number;
}

/** A content such as `n4o4` or `o808`: letters, each with how many sectors hold it; null for anything else. */
function runsOf(content: string): readonly Run[] | null {
  if (content === '') return [];
  for (const [first, sectors, rest] of [
    /^([oncd0])([1-9]\d)(.*)$/.exec(content)?.slice(1),
    /^([oncd0])([1-9])(.*)$/.exec(content)?.slice(1),
  ].flatMap((found) => (found ? [found] : []))) {
    const others = runsOf(rest ?? '');
    const what = holds.get(first ?? '');
    if (others && what) return [{ what, sectors: Number(sectors) }, ...others];
  }
  return null;
}

/** States that a crash may leave once every operation has returned, odd ones last. */
export function afterwards(sequence: SequenceSurvival): string[] {
  const { operations, found } = sequence;
  const states = found.filter(({ after }) => after.some((step) => step >= operations.length));
  const order = ['new', 'old'];
  const rank = (words: string) => (order.includes(words) ? order.indexOf(words) : order.length);
  return [...new Set(states.map(({ state }) => stateWords(sequence, state)))].sort(
    (a, b) => rank(a) - rank(b) || byCodeUnits(a, b),
  );
}

/** What a table found of a sequence, named by its operations; undefined where it was not run. */
export function foundOf({ sequences }: Survival, key: string) {
  const found = sequences.find((each) => each.operations.join(', ') === key);
  return found && { states: afterwards(found), found };
}
