import { stemOf, togetherName } from './cell-names.ts';
import type { Lane, Track } from './lanes.ts';

/** Parts of the machine that lines pass together: what one of them holds is told by the step and the media. */
const passing = new Set(['Write-pending queue', 'Log']);

/** Lanes with one track for cells of one stem that hold the same from when to when; in what lines pass together, or pass at the same steps. */
export const foldTracks = (lanes: readonly Lane[]): Lane[] =>
  lanes.map((lane) => ({ ...lane, tracks: folded(lane.tracks, passing.has(lane.name)) }));

function folded(tracks: readonly Track[], passing: boolean): Track[] {
  const alike = Map.groupBy(tracks, ({ name, slices }) => {
    const { stem, number } = stemOf(name);
    const held = slices.map(({ from, to, text }) => [from, to, passing ? '' : text]);
    return JSON.stringify([number === null ? name : stem, number === null, held]);
  });
  return [...alike.values()].map((group) => ({
    name: togetherName(group.map(({ name }) => name)),
    slices: (group[0]?.slices ?? []).map((slice, at) => ({
      ...slice,
      text: textOf(group.map(({ slices }) => slices[at]?.text ?? '')),
    })),
  }));
}

const textOf = (texts: readonly string[]): string =>
  new Set(texts).size === 1 ? (texts[0] ?? '') : `${texts.length} lines`;
