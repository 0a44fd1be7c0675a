import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Every page of a built site, relative to it, with `/`. */
export function pagesOf(dist: string): string[] {
  return readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
