import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CrashEvent, type CrashLog, readCrashLogs } from './crash-log.ts';
import { crashImages, imageFile } from './crash-states.ts';

const store = (offset: number, byte: number, nonTemporal = false): CrashEvent => ({
  kind: 'store',
  offset,
  bytes: Buffer.alloc(8, byte),
  nonTemporal,
});
const flush = (offset: number, ordered = false): CrashEvent => ({ kind: 'flush', offset, ordered });
const fence: CrashEvent = { kind: 'fence' };
const acknowledge: CrashEvent = { kind: 'acknowledge' };
const log = (...events: CrashEvent[]): CrashLog => ({ base: new Map(), events });
const first = () => 0;
/** First byte of a line in each image, 0 where the image leaves the base. */
const bytesAt = (of: CrashLog, at: number, samples = 0) =>
  crashImages(of, samples, first).map(({ lines, choice }) => [choice, lines.get(at)?.[0] ?? 0]);

test('a store that was never flushed may or may not be there', () => {
  expect(bytesAt(log(store(0, 1), acknowledge), 0)).toEqual([
    ['none', 0],
    ['all', 1],
  ]);
});

test.each([
  ['flushed and fenced', [store(0, 1), flush(0), fence, acknowledge]],
  ['past the caches and fenced', [store(0, 1, true), fence, acknowledge]],
  ['flushed by CLFLUSH', [store(0, 1), flush(0, true), acknowledge]],
])('what was %s is there in every image after', (_, events) => {
  const images = crashImages(log(...events), 0, first);
  const after = images.filter(({ acknowledged }) => acknowledged === 1);
  expect(after.map(({ lines }) => lines.get(0)?.[0])).toEqual([1]);
});

test('a flush covers what came before it and nothing after', () => {
  const events = [store(0, 1), flush(0), store(0, 2), fence, acknowledge];
  const after = crashImages(log(...events), 0, first).filter(({ acknowledged }) => acknowledged);
  expect(after.map(({ lines }) => lines.get(0)?.[0])).toEqual([1, 2]);
});

test('a store across two lines is two stores that persist apart', () => {
  const wide: CrashEvent = {
    kind: 'store',
    offset: 60,
    bytes: Buffer.alloc(8, 7),
    nonTemporal: false,
  };
  const [, all] = crashImages(log(wide, flush(0), fence, acknowledge), 0, first);
  expect([...(all?.lines.keys() ?? [])]).toEqual([0, 64]);
  const sure = crashImages(log(wide, flush(0), fence, acknowledge), 0, first).at(-2);
  expect([...(sure?.lines.keys() ?? [])]).toEqual([0]);
});

test('what the block layer wrote to one block is kept or lost whole unless lines may tear', () => {
  const events = [store(0, 1, true), store(64, 2, true), store(128, 3, true)];
  const seen = (choice: string) => {
    let turn = 0;
    const random = () => [0.9, 0.1, 0.6, 0.2, 0.7, 0.3, 0.8][turn++ % 7] ?? 0;
    return crashImages(log(...events, acknowledge), 4, random)
      .filter((image) => image.choice === choice)
      .map(({ lines }) => lines.size);
  };
  expect(seen('sample-block').every((lines) => lines === 0 || lines === 3)).toBe(true);
  expect(seen('sample-line').some((lines) => lines === 1 || lines === 2)).toBe(true);
});

test('every image has each line at a content that the line once had, whatever the history', () => {
  const event = fc.oneof(
    fc
      .tuple(fc.nat(3), fc.integer({ min: 1, max: 255 }), fc.boolean())
      .map(([line, byte, nt]) => store(line * 64, byte, nt)),
    fc.nat(3).map((line) => flush(line * 64)),
    fc.constant(fence),
    fc.constant(acknowledge),
  );
  void fc.assert(
    fc.property(
      fc.array(event, { maxLength: 40 }),
      fc.infiniteStream(fc.nat(999)),
      (events, draws) => {
        const random = () => draws.next().value / 1000;
        const had = (line: number) =>
          events.flatMap((each) =>
            each.kind === 'store' && each.offset === line ? [each.bytes[0]] : [],
          );
        for (const { lines } of crashImages(log(...events), 2, random)) {
          for (const [at, content] of lines) expect(had(at)).toContain(content[0]);
        }
      },
    ),
  );
});

test("the plugin's file is read back, and a cut one is an error", () => {
  const record = (kind: number, offset: number, bytes = Buffer.alloc(0)) => {
    const head = Buffer.alloc(16);
    head.writeUInt32LE(kind, 0);
    head.writeUInt32LE(bytes.length, 4);
    head.writeBigUInt64LE(BigInt(offset), 8);
    return Buffer.concat([head, bytes]);
  };
  const file = Buffer.concat([
    record(1, 0),
    record(2, 8, Buffer.from('abcdefgh')),
    record(4, 0),
    record(6, 0),
    record(7, 0),
  ]);
  expect(readCrashLogs(file)[0]?.events.map(({ kind }) => kind)).toEqual([
    'store',
    'flush',
    'fence',
    'acknowledge',
  ]);
  expect(() => readCrashLogs(file.subarray(0, 36))).toThrow(RangeError);
  expect(() => readCrashLogs(record(9, 0))).toThrow('before the first section');
});

test('an image file is runs of offset, size and bytes', () => {
  const file = imageFile(new Map([[64, Buffer.from('xy')]]));
  expect(file.readBigUInt64LE(0)).toBe(64n);
  expect(file.readBigUInt64LE(8)).toBe(2n);
  expect(file.subarray(16).toString()).toBe('xy');
});
