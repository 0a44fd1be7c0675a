import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

/** A copy of the project in which something may be broken; tests can be run in it. */
export interface ProjectCopy {
  readonly path: string;
  readonly remove: () => void;
}

/**
 * Copies what git knows, with the packages and the shared material of this checkout.
 * @param root Of a checkout, with `node_modules`; the copy lies in its `build/`, since links cross no file system.
 */
export function copyOfProject(root: string): ProjectCopy {
  mkdirSync(join(root, 'build'), { recursive: true });
  const folder = mkdtempSync(join(root, 'build', 'mutants-'));
  const path = join(folder, 'project');
  const remove = () => rmSync(folder, { recursive: true });
  try {
    fill(root, folder, path);
  } catch (error) {
    remove();
    throw error;
  }
  return { path, remove };
}

/** What tools keep among the packages, and change while tests run. */
const caches: ReadonlySet<string> = new Set(['.astro', '.vite', '.vite-temp', '.vitest-cache']);

function fill(root: string, folder: string, path: string): void {
  const names = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split(
    '\0',
  );
  for (const name of names.filter((one) => one && existsSync(join(root, one)))) {
    cpSync(join(root, name), join(path, name), { preserveTimestamps: true });
  }
  // Of its own, by hard links: a mutant that takes itself for a fresh clone installs, and empties this folder.
  const packages = join(root, 'node_modules');
  const own = readdirSync(packages).filter((name) => !caches.has(name));
  mkdirSync(join(path, 'node_modules'));
  execFileSync('cp', [
    '-al',
    ...own.map((name) => join(packages, name)),
    join(path, 'node_modules'),
  ]);
  const shared = resolve(root, '../shared');
  if (existsSync(shared)) symlinkSync(shared, join(folder, 'shared'));
  // Tests ask git what belongs to the project.
  execFileSync('git', ['init', '-q', path]);
  execFileSync('git', ['-C', path, 'add', '-A']);
}
