import { expect, test } from 'vitest';
import { foldTracks } from './fold-tracks.ts';

const slice = (from: number, to: number, text: string) => ({ from, to, text });

test('lines of a log that change together are one track, with what they hold where it is the same', () => {
  const [log] = foldTracks([
    {
      name: 'Log',
      tracks: [
        { name: 'log 8', slices: [slice(0, 4, 'zeros'), slice(5, 9, 'header')] },
        { name: 'log 9', slices: [slice(0, 4, 'zeros'), slice(5, 9, 'a node')] },
        { name: 'log 20', slices: [slice(0, 9, 'zeros')] },
      ],
    },
  ]);
  expect(log?.tracks).toEqual([
    { name: 'log 8–9', slices: [slice(0, 4, 'zeros'), slice(5, 9, '2 lines')] },
    { name: 'log 20', slices: [slice(0, 9, 'zeros')] },
  ]);
});

test('what the media hold stays told apart, and an actor stays one', () => {
  const media = {
    name: 'Media',
    tracks: [
      { name: 'block 5 line 0', slices: [slice(0, 9, 'value 6')] },
      { name: 'block 5 line 1', slices: [slice(0, 9, 'value 7')] },
    ],
  };
  const actors = {
    name: 'Actors',
    tracks: [
      { name: 'program 1', slices: [slice(0, 0, '1')] },
      { name: 'program 2', slices: [slice(1, 1, '2')] },
    ],
  };
  expect(foldTracks([actors, media])).toEqual([actors, media]);
});
