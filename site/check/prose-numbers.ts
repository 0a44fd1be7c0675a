import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

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
    filesIn(data, /\.yaml$/).flatMap((file) => numbersOf(readFileSync(file, 'utf8'))),
  );
  return filesIn(prose, /\.(?:mdx|yaml)$/).flatMap((file) =>
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

function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .sort()
    .map((name) => join(folder, name));
}
