import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where fetched packages and built images are kept: outside the tree, safe to delete at any time. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'warrant');
}

let builds = 0;

/**
 * Returns `path` (a file or folder of the cache), calling `build` to fill a temporary neighbour and
 * renaming that into place if it does not exist. Processes that build the same path at once do the
 * work twice and one of them wins; nobody ever sees half of it.
 */
export async function made(
  path: string,
  build: (temporary: string) => Promise<void> | void,
): Promise<string> {
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  builds += 1;
  const temporary = `${path}.${process.pid}.${builds}.tmp`;
  try {
    await build(temporary);
    renameSync(temporary, path);
  } catch (caught) {
    if (!existsSync(path)) throw caught; // else another process was first
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return path;
}
