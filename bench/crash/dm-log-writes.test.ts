import { describe, expect, test } from 'vitest';
import { eventsOf, logEntries } from './dm-log-writes.ts';

const sector = 512;
const head = (entries: number, size = sector) => {
  const block = Buffer.alloc(sector);
  block.writeBigUInt64LE(0x6a736677736872n, 0);
  block.writeBigUInt64LE(1n, 8);
  block.writeBigUInt64LE(BigInt(entries), 16);
  block.writeUInt32LE(size, 24);
  return block;
};
const entry = (at: number, sectors: number, flags: number, text = '') => {
  const block = Buffer.alloc(sector);
  for (const [index, value] of [at, sectors, flags, text.length].entries())
    block.writeBigUInt64LE(BigInt(value), index * 8);
  block.write(text, 32);
  return block;
};
const data = Buffer.alloc(2 * sector, 5);

test('writes, flushes, FUA, discards and marks are read in order', () => {
  const file = Buffer.concat([
    head(5),
    entry(8, 2, 0),
    data,
    entry(0, 0, 1),
    entry(16, 2, 3),
    data,
    entry(32, 100, 4),
    entry(0, 0, 8, 'done'),
  ]);
  expect([...logEntries(file)].map(({ at, bytes, mark }) => [at, bytes.length, mark])).toEqual([
    [4096, 1024, null],
    [0, 0, null],
    [8192, 1024, null],
    [16384, 0, null],
    [0, 4, 'done'],
  ]);
  expect([...logEntries(file)].map((each) => eventsOf(each).map(({ kind }) => kind))).toEqual([
    ['write'],
    ['fence'],
    ['fence', 'write', 'flush'],
    [],
    ['promise'],
  ]);
});

describe('a log that is refused', () => {
  test.each([
    ['another file', Buffer.alloc(600), 'magic'],
    [
      'cut in its data',
      Buffer.concat([head(1), entry(8, 2, 0), data]).subarray(0, 1500),
      'data of entry 0',
    ],
    ['of sectors too small', head(0, 256), 'a sector of 256 bytes'],
    ['of sectors too large', head(0, 131072), 'a sector of 131072 bytes'],
    ['of sectors of no power of two', head(0, 768), 'a sector of 768 bytes'],
    ['without its entries', head(3), 'ends in entry 0'],
    ['of absurd length', Buffer.concat([head(1), entry(0, 2 ** 52, 0)]), 'data of entry 0'],
  ])('%s', (_, file, words) => {
    expect(() => [...logEntries(file)]).toThrow(words);
  });
});
