import type { Operation } from '../../data/schema/sequences.ts';

type Entries = ReadonlyMap<string, string>;

/** The folder as `guest/state.c` says it: content (and links) by name. */
function entries(state: string): Entries {
  return new Map(
    state.split(' ').map((word) => {
      const [name = '', ...rest] = word.split(':');
      return [name, rest.join(':')];
    }),
  );
}

/** Whether a name lies in the folder itself, not in one of its folders. */
const isDirectly = (name: string, folder: string): boolean =>
  name !== folder && name.startsWith(folder) && /^[^/]+\/?$/.test(name.slice(folder.length));

/** Whether each name is as in one of the steps, or missing there as here. */
const likeSomeStep = (now: Entries, steps: readonly Entries[]): boolean =>
  [...new Set([...now.keys(), ...steps.flatMap((step) => [...step.keys()])])].every((name) =>
    steps.some((step) => step.get(name) === now.get(name)),
  );

const contentOf = (entry: string | undefined) => entry?.split(':').at(-1);

/**
 * Syncs that returned before the crash and whose promise the state found does not keep. Asked is only what
 * documentation promises:
 * - `sync`: each name is as in some later step, content and all (syncfs(2)); what comes after it may be there in part.
 * - `fsync .`: each name in the folder is there or not as in some later step (fsync(2) on the directory). So for
 *   `fsync D` of a folder D inside, where it is found.
 * - `fsync F`, `fdatasync F`: where the name F is found, its content is that of some later step; that the
 *   name itself survives is not promised (fsync(2): "does not necessarily ensure that the entry in the
 *   directory containing the file has also reached disk").
 */
export function brokenSyncs(
  operations: readonly Operation[],
  prefixes: readonly string[],
  promised: number,
  state: string,
): string[] {
  const now = entries(state);
  return operations.slice(0, promised).flatMap(({ words, name }, index) => {
    const later = prefixes.slice(index + 1).map(entries);
    const [what, target = ''] = words.split(' ');
    if (what === 'sync') return likeSomeStep(now, later) ? [] : [name];
    if (what !== 'fsync' && what !== 'fdatasync') return [];
    const folder = target === '.' ? '' : `${target}/`;
    const isFolder = folder === '' || later.some((step) => step.has(folder));
    if (!isFolder) {
      const kept =
        !now.has(target) ||
        later.some((step) => contentOf(step.get(target)) === contentOf(now.get(target)));
      return kept ? [] : [name];
    }
    if (folder !== '' && !now.has(folder)) return [];
    const names = new Set(
      [...now.keys(), ...later.flatMap((step) => [...step.keys()])].filter((each) =>
        isDirectly(each, folder),
      ),
    );
    const wrong = [...names].some(
      (each) => !later.some((step) => step.has(each) === now.has(each)),
    );
    return wrong ? [name] : [];
  });
}
