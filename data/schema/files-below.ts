import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the files in a folder and below it whose names end so, in order; none where there is no folder. */
export function filesBelow(folder: string, ending: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));
}
