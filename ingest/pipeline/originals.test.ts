import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { MessageId } from '../../data/schema/ids.ts';
import { openDatabase, openReader } from '../../data/schema/store/open.ts';
import { command as ingest } from '../commands/ingest.ts';
import { runCommand } from '../commands/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'originals-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Mail with what decoding loses: a signature, an encoded word, a byte of Latin-1, a quoted `From `. */
const mail = Buffer.from(
  [
    'DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=a; h=from:subject;',
    '\tbh=AAAA; b=BBBB',
    'From: =?iso-8859-1?Q?Andr=E9?= <a@example.org>',
    'Subject: caf\xe9',
    'Date: Mon, 12 Sep 2016 21:34:05 +0000',
    'Message-ID: <a@example.org>',
    'Content-Type: text/plain; charset=iso-8859-1',
    '',
    'From here on',
    'caf\xe9',
    '',
  ].join('\n'),
  'latin1',
);
const mbox = (bytes: Buffer) =>
  Buffer.concat([
    Buffer.from('From mboxrd@z Mon Sep 12 21:34:05 2016\n'),
    Buffer.from(bytes.toString('latin1').replaceAll(/^(>*From )/gm, '>$1'), 'latin1'),
    Buffer.from('\n'),
  ]);
const put = (name: string, bytes: Buffer) => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const original = async (name: string, ...sources: string[]) => {
  const store = join(folder, `${name}.sqlite`);
  await runCommand(ingest, [...sources, '--store', store]);
  const reader = openReader(store);
  try {
    return reader.original('<a@example.org>' as MessageId);
  } finally {
    reader.close();
  }
};

test('mail is kept byte for byte, whether it came as a file or in an mbox', async () => {
  const file = put('one.eml', mail);
  const box = put('one.mbox', mbox(mail));
  expect(Buffer.from((await original('file', file)) ?? [])).toEqual(mail);
  expect(Buffer.from((await original('mbox', box)) ?? [])).toEqual(mail);
  const both = join(folder, 'both.sqlite');
  await original('both', file, box);
  const db = openDatabase(both);
  expect(db.prepare('SELECT count(*) FROM original').pluck().get()).toBe(1);
  db.close();
});

test('of copies that differ in headers alone the longest is shown, whichever came first', async () => {
  const relayed = Buffer.concat([Buffer.from('Received: from b by c\n'), mail]);
  const [short, long] = [put('short.eml', mail), put('long.eml', relayed)];
  expect(Buffer.from((await original('ab', short, long)) ?? [])).toEqual(relayed);
  expect(Buffer.from((await original('ba', long, short)) ?? [])).toEqual(relayed);
});
