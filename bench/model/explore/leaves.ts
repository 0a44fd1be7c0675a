import { type ContentId, wordsPerLine } from '../fs/contents.ts';
import type { World } from '../fs/machine.ts';
import { isHeaderWord, sectorLines } from '../fs/xfs-record.ts';

/** Half a word stands for 8 B, what a processor promises to write at once. */
const unitsPerLine = 2 * wordsPerLine;

/**
 * What a crash can leave of a line with these versions, newest first; the oldest is the version that is on media
 * for certain. Where only 8 B are atomic, mixtures of versions come after the versions themselves.
 */
export function leavesOf(
  world: World,
  line: number,
  versions: readonly ContentId[],
): readonly ContentId[] {
  const whole = versions.toReversed();
  if (world.atomicity === 'line' || versions.length === 1) return whole;
  const mixed = new Set(mixtures(world, whole, unitsReadAlone(world, line, whole)));
  return [...whole, ...[...mixed].filter((content) => !whole.includes(content))];
}

/**
 * The units of the line that recovery reads before a checksum has told that the line is whole. Of all others it
 * matters only whether they are all of one version: so one mixture of them stands for all. For lines of which nothing
 * is known, each unit.
 */
function unitsReadAlone(
  { discipline, journal, geometry: g, contents }: World,
  line: number,
  versions: readonly ContentId[],
): number {
  const at = line - g.logStart;
  const inLog = discipline === 'wal' && journal === 'xfs' && at >= 0 && at < g.logLines;
  if (!inLog) return unitsPerLine;
  if (at % sectorLines !== 0) return 0;
  const mayBeHeader = versions.some((version) => isHeaderWord(contents.word(version, 0)));
  // Of a header all but what the stamps replaced; of other sectors the stamp, and whether an unmount ends there.
  return mayBeHeader ? 6 : 2;
}

function mixtures(world: World, versions: readonly ContentId[], alone: number): ContentId[] {
  const units = versions.map((version) => unitsOf(world, version));
  let heads: (readonly number[])[] = [[]];
  for (let unit = 0; unit < alone; unit++) {
    const choices = new Set(units.map((each) => each[unit] ?? 0));
    heads = heads.flatMap((head) => [...choices].map((choice) => [...head, choice]));
  }
  const rests = restsOf(units, alone);
  return heads.flatMap((head) => rests.map((rest) => intern(world, [...head, ...rest])));
}

/** The rest of each version, and one that is of no version, where there can be one. */
function restsOf(units: readonly (readonly number[])[], alone: number): number[][] {
  const rests = units.map((each) => each.slice(alone));
  const [newest, ...older] = rests;
  for (const other of older) {
    const differing = (newest ?? []).flatMap((unit, i) => (unit === other[i] ? [] : [i]));
    const first = differing[0];
    if (!newest || first === undefined || differing.length < 2) continue;
    return [...rests, newest.with(first, other[first] ?? 0)];
  }
  return rests;
}

const unitsOf = ({ contents }: World, version: ContentId): number[] =>
  Array.from({ length: unitsPerLine }, (_, unit) => {
    const word = contents.word(version, unit >> 1);
    return unit % 2 === 0 ? word >>> 16 : word & 0xffff;
  });

const intern = ({ contents }: World, units: readonly number[]): ContentId =>
  contents.intern(
    Array.from(
      { length: wordsPerLine },
      (_, word) => ((units[2 * word] ?? 0) << 16) | (units[2 * word + 1] ?? 0),
    ),
  );
