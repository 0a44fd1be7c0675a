import { expect, test } from 'vitest';
import { coveredUnits } from './checksummed.ts';
import { crashPoints } from './media.ts';
import { crc32c } from './xfs-record.ts';

/** A record of XFS as xlog_sync writes it: a header of one sector, two sectors of data. */
function record(spoil: number): Buffer {
  const bytes = Buffer.alloc(3 * 512, 7);
  bytes.fill(3, 0, 512);
  bytes.writeUInt32BE(0xfeedbabe, 0);
  bytes.writeUInt32BE(1024, 12);
  bytes.writeUInt32LE(0, 32);
  const covered = Buffer.concat([bytes.subarray(0, 328), bytes.subarray(512)]);
  bytes.writeUInt32LE((crc32c(covered) ^ spoil) >>> 0, 32);
  return bytes;
}

test.each([
  ['a whole record', 0, [Array.from({ length: 24 }, (_, index) => index)]],
  ['a record whose checksum is wrong', 1, []],
])('%s', (_, spoil, expected) => {
  const at = 8192;
  const events = [
    { kind: 'write', at, bytes: record(spoil), through: true },
    { kind: 'write', at: 65536, bytes: Buffer.alloc(512, 1), through: true },
    { kind: 'fence' },
  ] as const;
  const log = { base: new Map(), events };
  const [point] = crashPoints(log, 64);
  if (!point) throw new Error('no crash point');
  expect(coveredUnits('xfs', log, point)).toEqual(expected);
  expect(coveredUnits('ext4', log, point)).toEqual([]);
});

test('CRC-32C', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
});
