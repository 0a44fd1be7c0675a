import { expect, test } from 'vitest';
import { recordingsIn } from './split-log.ts';

const sector = 512;
const notes = 1 << 20;
const words = (...values: number[]) => {
  const block = Buffer.alloc(sector);
  for (const [index, value] of values.entries()) block.writeBigUInt64LE(BigInt(value), index * 8);
  return block;
};
const entry = (at: number, bytes: Buffer, flags = 0) =>
  Buffer.concat([words(at / sector, bytes.length / sector, flags, 0), bytes]);
const note = (text: string) => entry(notes, Buffer.concat([Buffer.from(text)], sector));
const log = (...entries: Buffer[]) => {
  const head = words(0, 1, entries.length, sector);
  head.writeBigUInt64LE(0x6a736677736872n, 0);
  return Buffer.concat([head, ...entries]);
};
const page = (byte: number) => Buffer.alloc(4096, byte);

test('notes cut a boot into recordings, each on what lay there before it', () => {
  const [first, second] = recordingsIn(
    log(
      entry(4096, page(1)),
      note('begin 0'),
      entry(8192, page(2)),
      note('promise it is there'),
      entry(0, Buffer.alloc(0), 1),
      note('end 0'),
      entry(4096, page(0)),
      note('begin 7'),
      note('end 7'),
    ),
    notes,
  );
  expect([first?.id, first?.promises, [...(first?.base.keys() ?? [])]]).toEqual([
    0,
    ['it is there'],
    [4096],
  ]);
  expect(first?.events.map(({ kind }) => kind)).toEqual(['write', 'promise', 'fence']);
  expect([second?.id, [...(second?.base.keys() ?? [])]]).toEqual([7, [8192]]);
  expect(first?.base.get(4096)?.[0]).toBe(1);
});

test('what is recorded outside of begin and end is no recording', () => {
  expect(recordingsIn(log(entry(0, page(1)), note('promise early')), notes)).toEqual([]);
});
