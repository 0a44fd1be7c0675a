import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** What became of the files of a site. */
export interface Renewed {
  readonly written: number;
  readonly kept: number;
  readonly removed: number;
}

/**
 * Puts a folder in the place of an older one, file by file: what is the same stays untouched, with its
 * times, so that only what changed has to be copied on. Files that pages need come before the pages, and
 * what is gone goes last: whoever serves the folder meanwhile serves whole pages. `fresh` is gone afterwards.
 */
export function renew(fresh: string, folder: string): Renewed {
  const files = filesIn(fresh);
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(fresh, folder);
    return { written: files.length, kept: 0, removed: 0 };
  }
  const known = new Set(files);
  const changed = files.filter((name) => !same(join(fresh, name), join(folder, name)));
  const pagesLast = changed.toSorted((a, b) => Number(isPage(a)) - Number(isPage(b)));
  for (const name of pagesLast) {
    const target = join(folder, name);
    makeWay(target, folder);
    mkdirSync(dirname(target), { recursive: true });
    renameSync(join(fresh, name), target);
  }
  const gone = filesIn(folder).filter((name) => !known.has(name));
  for (const name of gone) {
    rmSync(join(folder, name));
    removeEmpty(dirname(join(folder, name)), folder);
  }
  rmSync(fresh, { recursive: true });
  return { written: changed.length, kept: files.length - changed.length, removed: gone.length };
}

/** A file stands where a folder was, or below where a file was. */
function makeWay(target: string, top: string): void {
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory())
    rmSync(target, { recursive: true });
  for (let above = dirname(target); above.startsWith(`${top}/`); above = dirname(above)) {
    if (statSync(above, { throwIfNoEntry: false })?.isFile()) rmSync(above);
  }
}

const isPage = (name: string) => name.endsWith('.html');

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function same(fresh: string, old: string): boolean {
  const before = statSync(old, { throwIfNoEntry: false });
  if (!before?.isFile() || before.size !== statSync(fresh).size) return false;
  return readFileSync(fresh).equals(readFileSync(old));
}

function removeEmpty(folder: string, top: string): void {
  if (folder === top || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmpty(dirname(folder), top);
}
