import { expect, test } from 'vitest';
import type { Unit } from './media.ts';
import { journalOf, reader } from './reads.ts';
import { neverEnded, type Recovered } from './report.ts';

const nothing: Recovered = {
  mount: 0,
  remount: null,
  repair: null,
  words: [],
  lost: [],
  broken: [],
  kept: [],
  checker: 0,
  says: [],
  read: [],
  ahead: [],
  checked: [],
  wrote: [],
  log: [],
  state: '',
  left: '',
};
const unitAt = (at: number): Unit => ({ options: [new Map(), new Map([[at, Buffer.alloc(64)]])] });
const superblock = () => {
  const page = Buffer.alloc(4096);
  page.writeUInt32BE(0xc03b3998, 0);
  page.writeUInt32BE(4, 4);
  page.writeUInt32BE(4096, 12);
  page.writeUInt32BE(16, 16);
  return page;
};
const journal = journalOf({ base: new Map([[40960, superblock()]]), events: [] });

test('the journal is found by its superblock', () => {
  expect(journal).toEqual({ start: 40960, end: 40960 + 16 * 4096 });
  expect(journalOf({ base: new Map([[0, Buffer.alloc(4096, 1)]]), events: [] })).toBeNull();
});

test.each([
  ['a sector that recovery read', { read: [[8, 8]] }, 4096, true],
  ['one beside it', { read: [[8, 8]] }, 8192, false],
  ['one read ahead, outside of a log', { ahead: [[8, 8]] }, 4096, true],
  ['one that the checker read', { checked: [[8, 8]] }, 4096, true],
  [
    'a block of the log that was read and not looked at',
    { read: [[80, 128]] },
    40960 + 3 * 4096,
    false,
  ],
  [
    'a block of the log that was looked at',
    { read: [[80, 128]], log: [3] },
    40960 + 3 * 4096,
    true,
  ],
  ["the log's superblock", { read: [[80, 8]] }, 40960, true],
  ['a block of the log that the checker read', { checked: [[104, 8]] }, 40960 + 3 * 4096, true],
] as const)('%s', (_, found, at, expected) => {
  expect(reader({ ...nothing, ...found }, journal)?.(unitAt(at))).toBe(expected);
});

test('nobody knows what a recovery read that did not end', () => {
  expect(reader({ ...nothing, mount: neverEnded }, null)).toBeNull();
});
