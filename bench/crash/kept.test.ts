import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Subject, Tried } from './explore.ts';
import { exploreCrashes } from './explore.ts';
import { recoverTiny, subjectOf, transaction } from './fixture/tiny-log.ts';
import { keepFailing } from './keep-failing.ts';
import { keptOf, keptSubject, rawImage, readKept, writeKept } from './kept.ts';

const folder = mkdtempSync(join(tmpdir(), 'warrant-test-'));
const torn = { verifiesChecksum: true, replays: false };

async function explored(subject: Subject) {
  const [found] = await exploreCrashes([subject], recoverTiny(subject, torn), {
    tearings: [512],
    budget: 100,
    seed: 1,
  });
  if (!found) throw new Error('nothing explored');
  return found;
}

test('a failing image is written, read back, and is the device byte by byte', async () => {
  const subject = subjectOf(transaction);
  const [tried] = (await explored(subject)).images.filter(({ found }) => found.lost.length > 0) as [
    Tried,
  ];
  const kept = keptOf('6.1', 'a loss', subject, tried);
  const file = writeKept(folder, kept);
  expect(readKept(file)).toEqual(kept);
  expect(writeKept(folder, kept)).toBe(file);
  const raw = rawImage(kept);
  expect(raw.length).toBe(subject.size);
  expect(raw[4096]).toBe(1); // home has its old value
  expect([kept.outcome, kept.lost, kept.promises]).toEqual(['lost', ['value 7'], ['value 7']]);
});

test('what the oracle needs is kept with the image', async () => {
  const files = { 'lab/oracle': Buffer.from([0, 255, 10]), 'jobs/oracle-0': '#!/bin/sh\n' };
  const subject = { ...subjectOf(transaction), files };
  const [tried] = (await explored(subject)).images as [Tried];
  const again = keptSubject(
    readKept(writeKept(folder, keptOf('6.1', 'with files', subject, tried))),
  );
  expect(again.files).toEqual({ ...files, 'jobs/oracle-0': Buffer.from('#!/bin/sh\n') });
  expect([...again.log.base]).toEqual([...subject.log.base]);
});

test('of each kind of failure some images are kept, of success none', async () => {
  const subject = subjectOf(transaction);
  const found = await explored(subject);
  const files = keepFailing(join(folder, 'kinds'), '6.1', 'tiny', subject, found);
  expect(files.length).toBeGreaterThan(0);
  expect(files.length).toBeLessThanOrEqual(3);
});

test.each([
  ['not compressed', Buffer.from('{}')],
  ['of another shape', gzipSync('{"schemaVersion":1}')],
  ['no JSON', gzipSync('image')],
])('a file %s is refused', (name, bytes) => {
  const file = join(folder, name.replaceAll(' ', '-'));
  writeFileSync(file, bytes);
  expect(() => readKept(file)).toThrow('is no kept crash image');
});
