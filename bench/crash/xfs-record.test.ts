import { expect, test } from 'vitest';
import { leftBut } from './left.ts';
import type { Recovered } from './report.ts';
import { crc32c, withoutTickets, xfsRecordEnd } from './xfs-record.ts';

/** A record as xlog_sync writes it: a transaction whose ticket has this id, of one operation with these bytes. */
function record(ticket: number, bytes: Buffer): Buffer {
  const body = Buffer.alloc(1024);
  const operation = (at: number, size: number) => {
    body.writeUInt32BE(ticket, at);
    body.writeUInt32BE(size, at + 4);
    return at + 12;
  };
  let at = operation(0, 0);
  at = operation(at, 16);
  body.writeUInt32LE(0x5452414e, at);
  body.writeUInt32LE(ticket, at + 8);
  at = operation(at + 16, bytes.length);
  bytes.copy(body, at);
  const header = Buffer.alloc(512);
  header.writeUInt32BE(0xfeedbabe, 0);
  header.writeUInt32BE(body.length, 12);
  header.writeUInt32BE(3, 40);
  for (const [index, sector] of [0, 512].entries()) {
    body.copy(header, 44 + 4 * index, sector, sector + 4);
    body.writeUInt32BE(1, sector); // the cycle
  }
  header.writeUInt32LE(crc32c(Buffer.concat([header.subarray(0, 328), body])), 32);
  return Buffer.concat([header, body]);
}

const data = (letter: number) => Buffer.alloc(600, letter); // it lies across the second sector's first word
const reader = (bytes: Buffer) => (at: number, size: number) =>
  Buffer.from(bytes.subarray(at, at + size));

test('a record is equal to one of another ticket, and to none with other data', () => {
  const [one, other, changed] = [
    record(7, data(1)),
    record(0xabcdef01, data(1)),
    record(7, data(2)),
  ];
  for (const each of [one, other, changed]) expect(xfsRecordEnd(0, reader(each))).toBe(1536);
  expect(one.equals(other)).toBe(false);
  expect(withoutTickets(one)).toEqual(withoutTickets(other));
  expect(withoutTickets(one)).not.toEqual(withoutTickets(changed));
});

test('a sector whose first word differs, behind its cycle, is another record', () => {
  const [one, other] = [data(1), data(1)];
  other.fill(9, 512 - 52, 512 - 48); // what the header keeps for the second sector
  expect(withoutTickets(record(7, one))).not.toEqual(withoutTickets(record(7, other)));
});

test('data as long as the head of a transaction, or that begins as one does, has no ticket in it', () => {
  const begun = Buffer.alloc(40);
  begun.writeUInt32LE(0x5452414e, 0);
  for (const one of [Buffer.alloc(16, 1), begun]) {
    const other = Buffer.from(one);
    other.fill(9, 8, 12); // where a transaction has its ticket
    expect(withoutTickets(record(7, one))).not.toEqual(withoutTickets(record(7, other)));
  }
});

test('what recovery left is equal if only tickets differ, and where it wrote counts', () => {
  const found = { wrote: [[8, 3]], left: 'as the guest says' } as unknown as Recovered;
  const left = (fs: string, record: Buffer, wrote = found.wrote) => {
    const page = Buffer.alloc(4096);
    record.copy(page);
    return leftBut(fs, { ...found, wrote }, new Map(), new Map([[1, 1n]]), () => page);
  };
  expect(left('xfs', record(7, data(1)))).toBe(left('xfs', record(8, data(1))));
  expect(left('xfs', record(7, data(1)))).not.toBe(left('xfs', record(8, data(2))));
  // Of a record that recovery wrote in part its bytes count as they are.
  expect(left('xfs', record(7, data(1)), [[8, 2]])).not.toBe(
    left('xfs', record(8, data(1)), [[8, 2]]),
  );
  expect(left('ext4', record(7, data(1)))).toBe('as the guest says');
});
