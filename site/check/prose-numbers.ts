import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { filesBelow } from '../../data/schema/files-below.ts';

/** A number that an author typed into prose and that no data file has. */
export interface TypedNumber {
  readonly file: string;
  readonly line: number;
  readonly number: string;
}

/**
 * Numbers on pages come from data through components. Prose may still name a parameter, a date or a
 * version; each of those must stand in some file below `data/`, else it is a result typed by hand.
 */
export function typedNumbers(prose: string, data: string): TypedNumber[] {
  const known = new Set(
    filesBelow(data, '.yaml').flatMap((file) => numbersOf(readFileSync(file, 'utf8'))),
  );
  const files = ['.mdx', '.yaml'].flatMap((ending) => filesBelow(prose, ending));
  return files.flatMap((file) =>
    proseOf(readFileSync(file, 'utf8')).flatMap((text, index) =>
      numbersOf(text)
        .filter((found) => !known.has(found))
        .map((found) => ({ file: relative(prose, file), line: index + 1, number: found })),
    ),
  );
}

const numbersOf = (text: string): string[] =>
  (text.match(/\d[\d,]*(?:\.\d+)*/g) ?? []).map((found) =>
    found.replace(/^0+(?=\d)/, '').replace(/,+$/, ''),
  );

/** Lines of a file of prose with frontmatter, imports, code, names of standards and the attributes of components blanked. */
function proseOf(text: string): string[] {
  const blank = (part: string) => part.replaceAll(/[^\n]/g, ' ');
  return text
    .replace(/^---\n[\s\S]*?\n---\n/, blank)
    .replaceAll(/^import .*$/gm, blank)
    .replaceAll(/`[^`]*`/g, blank)
    .replaceAll(/\bRFC \d+/g, blank)
    .replaceAll(/<[A-Za-z][^>]*(?:=\{\{[^}]*\}\}[^>]*)*>/g, blank)
    .replaceAll(/^\d+\. /gm, '')
    .split('\n');
}
