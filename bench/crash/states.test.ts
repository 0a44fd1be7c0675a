import { expect, test } from 'vitest';
import { pageSize } from '../machine/page.ts';
import { readExport, stateKey } from './states.ts';

const words = (...numbers: readonly (number | bigint)[]): Buffer => {
  const buffer = Buffer.alloc(8 * numbers.length);
  for (const [i, number] of numbers.entries()) buffer.writeBigUInt64LE(BigInt(number), 8 * i);
  return buffer;
};
const page = (byte: number) => Buffer.alloc(pageSize, byte);
/** Facts are filled up to whole words. */
const facts = (text: string) =>
  Buffer.concat([
    words(3, text.length),
    Buffer.from(text.padEnd(8 * Math.ceil(text.length / 8), '\0')),
  ]);

test('blocks, states and facts of a guest are read in any order, up to the end that it wrote', () => {
  for (const text of ['a fact\n', 'eight ch', 'one of nine\n']) {
    const region = Buffer.concat([
      facts(text),
      words(1, 0xabn),
      page(7),
      words(2, 3, 0x1fn, 2, 40, 0xabn, 41, 0xcdn),
      words(1, 0xcdn),
      page(8),
      words(2, 4, 0xffff_ffff_ffff_ffffn, 0),
      words(0),
      words(99), // what an earlier boot left
    ]);
    const read = readExport(region);
    expect(read.facts).toBe(text);
    expect(read.states).toEqual(
      new Map([
        [
          stateKey(3, '000000000000001f'),
          new Map([
            [40, 0xabn],
            [41, 0xcdn],
          ]),
        ],
        [stateKey(4, 'ffffffffffffffff'), new Map()],
      ]),
    );
    expect(read.block(0xabn)).toEqual(page(7));
    expect(read.block(0xcdn)).toEqual(page(8));
    expect(() => read.block(0xefn)).toThrow('without the block ef');
  }
});

test('an export that ends before its end, or has records of no kind, is refused', () => {
  expect(() => readExport(words(2, 3, 1))).toThrow('cut short');
  expect(() => readExport(words(2, 3, 1, 0).subarray(0, 31))).toThrow('cut short');
  expect(() => readExport(words(4, 0))).toThrow('a record of kind 4');
  expect(readExport(words(0)).facts).toBe('');
});
