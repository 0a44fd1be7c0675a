import { LitmusFault } from './fault.ts';
import { type Line, name } from './operations.ts';

/** A location named somewhere, and the line that names it. */
export interface Usage {
  readonly location: string;
  readonly line: Line;
}

/** Reads `lines x z | y`: the cache lines and the locations on each. */
export function declarations(line: Line): string[][] {
  const lines: string[][] = [[]];
  const seen = new Set<string>();
  for (const word of line.words.slice(1)) {
    if (word === '|') {
      lines.push([]);
      continue;
    }
    const location = name(word, line);
    if (seen.has(location)) {
      throw new LitmusFault(line.number, 'expected each location once', location);
    }
    seen.add(location);
    lines.at(-1)?.push(location);
  }
  if (lines.some((locations) => locations.length === 0)) {
    throw new LitmusFault(
      line.number,
      'expected locations around each |, such as lines x z | y',
      line.words.join(' '),
    );
  }
  return lines;
}

/**
 * The cache lines of a program: as declared, or one for each location where the file declares none.
 * @throws LitmusFault for a location that is used and not declared.
 */
export function usedLocations(
  declared: readonly (readonly string[])[] | null,
  usage: readonly Usage[],
): readonly (readonly string[])[] {
  if (!declared) return [...new Set(usage.map(({ location }) => location))].map((one) => [one]);
  const known = new Set(declared.flat());
  const stray = usage.find(({ location }) => !known.has(location));
  if (stray) {
    throw new LitmusFault(
      stray.line.number,
      `expected a location that lines declares (${[...known].join(', ')})`,
      stray.location,
    );
  }
  return declared;
}
