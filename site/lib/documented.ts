import type { CrashPromise, PromisePattern } from '../../data/schema/crash-promise.ts';
import type { SequenceSurvival, Survival } from '../../data/schema/survival.ts';

/** How often a promise was asked for, and what was found against it. */
export interface Kept {
  readonly sequences: number;
  readonly broken: readonly { readonly operations: readonly string[]; readonly state: string }[];
}

/** Whether a promise is made for a file system with its mount options. */
export const holdsFor = (promise: CrashPromise, { fs, options }: Survival): boolean =>
  (promise.fs === 'POSIX' || promise.fs === fs) &&
  !options.split(',').some((option) => promise.unless.includes(option)) &&
  promise.with.every((option) => options.split(',').includes(option));

/** How a sweep kept a promise: in how many sequences it was asked for, and what was found otherwise. */
export function kept({ pattern }: CrashPromise, { sequences }: Survival): Kept {
  const broken = sequences.map((one) => ({ one, states: otherwise(pattern, one) }));
  return {
    sequences: broken.filter(({ states }) => states !== null).length,
    broken: broken.flatMap(({ one: { operations }, states }) =>
      (states ?? []).map((state) => ({ operations, state })),
    ),
  };
}

/** States of a sequence that break a promise of this pattern; null where it asks for none. */
function otherwise(pattern: PromisePattern, one: SequenceSurvival): string[] | null {
  if (pattern === 'fsync') return synced(one) ? one.broken.map(({ state }) => state) : null;
  if (pattern === 'names-at-return') return changesNames(one) ? namesLost(one) : null;
  const target = replaced(one, pattern);
  return target === undefined ? null : neverHad(one, target);
}

const namesIn = (state: string): string =>
  state
    .split(' ')
    .map((word) => word.split(':')[0])
    .join(' ');

const changesNames = ({ prefixes }: SequenceSurvival): boolean =>
  new Set(prefixes.map(namesIn)).size > 1;

/** States whose names are those of no step that had returned before the crash, or came later. */
const namesLost = ({ found, prefixes }: SequenceSurvival): string[] =>
  found
    .filter(({ state, after }) =>
      after.some((step) => {
        const later = prefixes.slice(Math.min(step, prefixes.length - 1));
        return !later.some((prefix) => namesIn(prefix) === namesIn(state));
      }),
    )
    .map(({ state }) => state);

const synced = ({ operations }: SequenceSurvival): boolean =>
  operations.some((name) => /^f(?:data)?sync /.test(name));

/** The name that had content before and is given other content as a whole. */
function replaced(
  { operations, prefixes }: SequenceSurvival,
  pattern: PromisePattern,
): string | undefined {
  const targets = operations.flatMap((name, step) => {
    const target =
      pattern === 'replace-by-rename'
        ? /^rename \S+ (?:to )?(\S+)$/.exec(name)?.[1]
        : /^(?:rewrite|write) (\S+)/.exec(name)?.[1];
    return target !== undefined && contentOf(prefixes[step] ?? '', target) !== undefined
      ? [target]
      : [];
  });
  return targets[0];
}

/** States in which the file is there with a content that no step of the program gave it. */
function neverHad({ found, prefixes }: SequenceSurvival, target: string): string[] {
  const had = new Set(prefixes.map((prefix) => contentOf(prefix, target)));
  return found.map(({ state }) => state).filter((state) => !had.has(contentOf(state, target)));
}

/** Content of a name in a line of `guest/state.c`. */
const contentOf = (state: string, name: string): string | undefined =>
  state
    .split(' ')
    .find((word) => word.startsWith(`${name}:`))
    ?.split(':')
    .at(-1);
