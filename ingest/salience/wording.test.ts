import { expect, test } from 'vitest';
import { type Wording, wording } from './wording.ts';

/** Flags that are set, besides the two counts. */
const flags = (text: string) =>
  Object.entries(wording(text)).flatMap(([name, value]) =>
    name === 'words' || name === 'content' || value === 0 ? [] : [name],
  );

test('words and those that carry content are counted', () => {
  expect(wording('The journal is written before the data.')).toMatchObject({
    words: 7,
    content: 3,
  });
});

test('a plain sentence sets no flag', () => {
  expect(flags('The journal lies on the second disk.')).toEqual([]);
});

test.each<[keyof Wording, string]>([
  ['dangling', 'Which lies on the second disk.'],
  ['asks', 'The journal lies on the second disk?'],
  ['concludes', 'In short: the journal lies on the second disk.'],
  ['stressed', 'The journal lies on the *second* disk.'],
  ['code', 'The journal calls submit_bio() on the disk.'],
  ['figures', 'The journal lies on 7 disks.'],
  ['example', 'Suppose the journal lies on the second disk.'],
  ['reasons', 'The journal lies there because of the disk.'],
  ['conditional', 'The journal lies there once the disk spins.'],
  ['contrasts', 'The journal, however, lies on the second disk.'],
  ['trouble', 'The journal causes a deadlock on the second disk.'],
  ['cost', 'The journal has the latency of the second disk.'],
  ['remedy', 'The interface of the journal lies on the second disk.'],
])('%s is set by what it is named after', (name, text) => {
  expect(flags(text)).toContain(name);
});
