import { expect, test } from 'vitest';
import { readPluginLogs } from './plugin-log.ts';

const record = (kind: number, offset: number, bytes = Buffer.alloc(0)) => {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(kind, 0);
  head.writeUInt32LE(bytes.length, 4);
  head.writeBigUInt64LE(BigInt(offset), 8);
  return Buffer.concat([head, bytes]);
};
const [section, cached, past, flush, fence, promise] = [
  record(1, 0),
  record(2, 8, Buffer.from('abcdefgh')),
  (at: number, text: string) => record(3, at, Buffer.from(text)),
  record(4, 0),
  record(6, 0),
  record(7, 0),
];

test("the plugin's file is read back", () => {
  const file = Buffer.concat([section, cached, flush, fence, promise]);
  const kinds = readPluginLogs(file)[0]?.events.map(({ kind }) => kind);
  expect(kinds).toEqual(['write', 'flush', 'fence', 'promise']);
});

test('adjoining stores past the caches are one write, others are not', () => {
  const file = Buffer.concat([
    section,
    past(0, '01234567'),
    past(8, '89abcdef'),
    past(64, 'ghijklmn'),
    fence,
  ]);
  const writes = readPluginLogs(file)[0]?.events.flatMap((event) =>
    event.kind === 'write' ? [[event.at, event.bytes.toString()]] : [],
  );
  expect(writes).toEqual([
    [0, '0123456789abcdef'],
    [64, 'ghijklmn'],
  ]);
});

test.each([
  ['cut short', Buffer.concat([section, cached]).subarray(0, 36), 'inside a record'],
  ['cut inside a head', section.subarray(0, 7), 'inside a head'],
  ['of an unknown record', Buffer.concat([section, record(9, 0)]), 'unknown record 9'],
  ['without a section', cached, 'before the first section'],
])('a file %s is an error', (_, file, words) => {
  expect(() => readPluginLogs(file)).toThrow(words);
});
