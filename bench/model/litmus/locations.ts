import { access, type Line, misread } from './operations.ts';
import type { Access } from './program/program.ts';

/** A location named somewhere, and the line that names it. */
export interface Usage {
  readonly access: Access;
  readonly line: Line;
}

/** The cache lines of a file, and the sizes of locations that have one. */
export interface Declared {
  readonly lines: readonly (readonly string[])[];
  readonly sizes: Readonly<Record<string, number>>;
}

/** Reads `lines x:8 z | y`: the cache lines and the locations on each, some with a size in bytes. */
export function declarations(line: Line): Declared {
  const lines: string[][] = [[]];
  const sizes: Record<string, number> = {};
  const seen = new Set<string>();
  for (const word of line.words.slice(1)) {
    if (word === '|') {
      lines.push([]);
      continue;
    }
    const { location, part } = access(word, line);
    if (part && part.offset > 0) {
      throw misread(line, 'expected a location and its size, such as x:8', word);
    }
    if (part) sizes[location] = part.size;
    if (seen.has(location)) {
      throw misread(line, 'expected each location once', location);
    }
    seen.add(location);
    lines.at(-1)?.push(location);
  }
  if (lines.some((locations) => locations.length === 0)) {
    throw misread(line, 'expected locations around each |, such as lines x z | y');
  }
  return { lines, sizes };
}

/**
 * The cache lines of a program: as declared, or one for each location where the file declares none.
 * @throws LitmusFault for a location that is used and not declared, and for a part outside its location.
 */
export function usedLocations(
  declared: Declared | null,
  usage: readonly Usage[],
): readonly (readonly string[])[] {
  for (const { access, line } of usage) {
    const { location, part } = access;
    const size = declared?.sizes[location] ?? 0;
    if (!part || part.offset + part.size <= size) continue;
    const expected =
      size === 0
        ? `expected lines to declare the size of ${location}, such as ${location}:8`
        : `expected a part of the ${size} bytes of ${location}`;
    throw misread(line, expected, `${location}+${part.offset}:${part.size}`);
  }
  if (!declared)
    return [...new Set(usage.map(({ access }) => access.location))].map((one) => [one]);
  const known = new Set(declared.lines.flat());
  const stray = usage.find(({ access }) => !known.has(access.location));
  if (stray) {
    throw misread(
      stray.line,
      `expected a location that lines declares (${[...known].join(', ')})`,
      stray.access.location,
    );
  }
  return declared.lines;
}
