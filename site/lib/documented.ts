import type { CrashPromise, PromisePattern } from '../../data/schema/crash-promise.ts';
import type { SequenceSurvival, Survival } from '../../data/schema/survival.ts';

/** A file that a sequence gives new content under a name that was there before. */
export interface Kept {
  readonly sequences: number;
  readonly broken: readonly { readonly operations: readonly string[]; readonly state: string }[];
}

/** Whether a promise is made for a file system with its mount options. */
export const holdsFor = (promise: CrashPromise, { fs, options }: Survival): boolean =>
  (promise.fs === 'POSIX' || promise.fs === fs) &&
  !options.split(',').some((option) => promise.unless.includes(option));

/** How a sweep kept a promise: in how many sequences it was asked for, and what was found otherwise. */
export function kept(promise: CrashPromise, { sequences }: Survival): Kept {
  const asked = sequences.flatMap((one) => {
    const target = promise.pattern === 'fsync' ? synced(one) : replaced(one, promise.pattern);
    return target === undefined ? [] : [{ one, target }];
  });
  return {
    sequences: asked.length,
    broken: asked.flatMap(({ one, target }) =>
      promise.pattern === 'fsync'
        ? one.broken.map(({ state }) => ({ operations: one.operations, state }))
        : neverHad(one, target).map((state) => ({ operations: one.operations, state })),
    ),
  };
}

const synced = ({ operations }: SequenceSurvival): string | undefined =>
  operations.find((name) => /^f(?:data)?sync /.test(name));

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
