import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { command as digest } from './digest.ts';
import { command as ingest } from './ingest.ts';
import { command as messages } from './messages.ts';
import { runCommand } from './run-command.ts';
import { command as search } from './search.ts';
import { command as threads } from './threads.ts';

const folder = mkdtempSync(join(tmpdir(), 'ingest-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const store = join(folder, 'store.sqlite');
const file = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
beforeEach(() => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(store + suffix, { force: true });
});
const run = (command: typeof ingest, ...args: string[]) =>
  runCommand(command, [...args, '--store', store]);
const report = async (...args: string[]) => JSON.parse((await run(ingest, '--json', ...args)).out);

const mail = (id: string, more = '', body = 'kernel words\n') =>
  `From: Ann <ann@x.org>\nMessage-ID: <${id}>\nDate: Mon, 12 Sep 2016 10:00:00 +0200\nSubject: Pages\n${more}\n${body}`;
const mbox = (...mails: string[]) =>
  mails.map((text) => `From ann@x.org Mon Sep 12 10:00:00 2016\n${text}\n`).join('');

test('the report has the promised members, and a second run adds nothing', async () => {
  const path = file('two.mbox', mbox(mail('a@x'), mail('b@x', 'In-Reply-To: <a@x>\n')));
  const first = await report(path);
  expect(first).toEqual({
    schemaVersion: 1,
    sources: [{ source: path, format: 'mbox', read: 2, added: 2, duplicate: 0, rejected: [] }],
    threads: { added: 1, changed: 0 },
    durationMs: expect.any(Number),
  });
  const before = (await run(digest)).out;
  const again = await report(path);
  expect(again.sources[0]).toMatchObject({ read: 2, added: 0, duplicate: 2 });
  expect(again.threads).toEqual({ added: 0, changed: 0 });
  expect((await run(digest)).out).toBe(before);
});

test('a thread tells what is held of its patch series', async () => {
  const patch = (id: string, subject: string, more = '') =>
    mail(id, more).replace('Subject: Pages', `Subject: ${subject}`);
  const path = file(
    'series.mbox',
    mbox(
      patch('0@x', '[PATCH v2 0/2] Pages'),
      patch('2@x', '[PATCH v2 2/2] Unmap them', 'In-Reply-To: <0@x>\n'),
    ),
  );
  await run(ingest, path);
  expect((await run(threads, '--json')).lines[0]).toMatchObject({
    series: {
      version: 2,
      total: 2,
      cover: '<0@x>',
      patches: [{ number: 2, messageId: '<2@x>' }],
    },
  });
  expect((await run(threads)).out).toContain('[PATCH v2 0/2] Pages (v2, 1 of 2 patches)\n');
});

test('threads and messages have the promised shapes', async () => {
  const path = file('ghost.mbox', mbox(mail('b@x', 'In-Reply-To: <a@x>\n')));
  await run(ingest, path);
  const [thread] = (await run(threads, '--json')).lines;
  expect(thread).toEqual({
    id: expect.stringMatching(/^t-[0-9a-f]{12}$/),
    subject: 'Pages',
    messages: [
      { messageId: '<a@x>', inReplyTo: null, ghost: true },
      { messageId: '<b@x>', inReplyTo: '<a@x>', ghost: false },
    ],
  });
  expect((await run(messages, '--json')).lines[1]).toEqual({
    messageId: '<b@x>',
    threadId: thread?.['id'],
    from: 'Ann <ann@x.org>',
    date: '2016-09-12T08:00:00Z',
    subject: 'Pages',
    ghost: false,
    sources: [{ location: path, format: 'mbox' }],
  });
});

test.each([
  ['an empty file', () => file('empty', ''), 'empty'],
  ['a file that is no mail', () => file('prose.txt', 'Dear all: nothing here.\nBye.\n'), 'neither'],
  ['zeros', () => file('zeros', Buffer.alloc(100_000)), 'neither'],
  ['a gzip bomb', () => file('bomb.gz', gzipSync(Buffer.alloc(300 << 20))), 'neither'],
  ['a missing file', () => join(folder, 'missing'), 'no such file'],
  ['a folder without mail', () => mkdtempSync(join(folder, 'none-')), 'no mail'],
  ['an address of another kind', () => 'ftp://x.org/list', 'only http'],
])('%s is refused in one line, and no store appears', async (_, path, words) => {
  const { code, out, err } = await run(ingest, path());
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(err).toContain(words);
  expect(existsSync(store)).toBe(false);
});

test('one bad source among good ones changes nothing', async () => {
  const good = file('good.mbox', mbox(mail('a@x')));
  expect((await run(ingest, good, join(folder, 'missing'))).code).toBe(3);
  expect(existsSync(store)).toBe(false);
});

test('mbox, compressed mbox, Maildir, single mails and standard input make the same content', async () => {
  const mails = [mail('a@x'), mail('b@x', 'References: <a@x>\n', '> kernel words\nyes\n')];
  const maildir = join(folder, 'maildir');
  for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(maildir, name), { recursive: true });
  writeFileSync(join(maildir, 'cur', '1.host:2,S'), mails[0] ?? '');
  writeFileSync(join(maildir, 'new', '2.host'), mails[1] ?? '');
  const box = mbox(...mails);
  const digests = [];
  for (const source of [
    [file('c.mbox', box)],
    [file('c.mbox.gz', gzipSync(box))],
    [file('c.mbox.zst', zstdCompressSync(box))],
    [maildir],
    [file('2.eml', mails[1] ?? ''), file('1.eml', mails[0] ?? '')],
  ]) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(store + suffix, { force: true });
    await run(ingest, ...source);
    digests.push((await run(digest)).out);
  }
  for (const suffix of ['', '-wal', '-shm']) rmSync(store + suffix, { force: true });
  await runCommand(ingest, ['-', '--store', store], box);
  digests.push((await run(digest)).out);
  expect(new Set(digests).size).toBe(1);
});

test('one id with two texts: both are kept and it is said', async () => {
  const path = file(
    'variant.mbox',
    mbox(mail('a@x', '', 'first words of one\n'), mail('a@x', '', 'other matter entirely\n')),
  );
  const { err } = await run(ingest, path);
  expect(err).toContain('kept apart: 1 message');
  expect((await run(messages, '--json')).lines).toHaveLength(2);
  expect((await run(search, 'matter', '--json')).lines).toHaveLength(1);
  expect((await run(search, 'first words', '--json')).lines).toHaveLength(1);
});

test('truncated gzip keeps the whole messages before the break and says where it broke', async () => {
  const noise = Array.from({ length: 3000 }, (_, i) => ((i * 7919) % 9973).toString(36)).join(' ');
  const whole = gzipSync(
    mbox(mail('a@x', '', `${noise}\n`), mail('b@x', '', `${noise.slice(7)}\n`)),
  );
  const path = file('cut.mbox.gz', whole.subarray(0, whole.length - 40));
  const { sources } = await report(path);
  expect(sources[0].added).toBe(1);
  expect(sources[0].rejected[0].reason).toContain('gzip data ends or breaks');
});

test('terminal escapes and bidi controls of headers reach no output raw', async () => {
  const hidden = Buffer.from('\u001b[2J\u202e\u009b1m').toString('base64');
  const path = file(
    'escape.mbox',
    mbox(
      `From: \u001b]0;x\u0007 =?utf-8?b?${hidden}?= <e@x>\nMessage-ID: <e@x>\nSubject: a \u202e=?utf-8?b?${hidden}?=\n\nbody \u001b[31m\u202e red\n`,
    ),
  );
  await run(ingest, path);
  for (const args of [['--json'], []]) {
    for (const [command, words] of [
      [threads, []],
      [messages, []],
      [search, ['red']],
    ] as const) {
      const { out } = await run(command, ...words, ...args);
      expect(out).not.toBe('');
      expect(out).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
      );
    }
  }
});

test('ids that attack what is made of them are ids like others', async () => {
  const ids = ['../../x', '__proto__', 'A@x', 'a@x', '%00', `${'l'.repeat(990)}@x`];
  const path = file('ids.mbox', mbox(...ids.map((id) => mail(id, '', `${id.length} words\n`))));
  expect((await report(path)).sources[0]).toMatchObject({ read: 6, added: 6 });
  const listed = (await run(messages, '--json')).lines.map(({ messageId }) => messageId);
  expect(listed.sort()).toEqual(ids.map((id) => `<${id}>`).sort());
});

test('the seed is read as it was saved, with the three earlier messages as ghosts', async () => {
  await run(ingest, 'data/threads/dax-2016-seed.txt');
  const seen = (await run(messages, '--json')).lines.map(({ from, date, ghost }) => [
    from,
    date,
    ghost,
  ]);
  expect(seen).toEqual([
    ["Oliver O'Halloran", '2016-09-12T07:25:15Z', true],
    ['Christoph Hellwig <hch@xxxxxxxxxxxxx>', '2016-09-12T07:51:28Z', true],
    ['Nicholas Piggin', '2016-09-12T08:05:07Z', true],
    ['Dave Chinner', '2016-09-12T21:34:46Z', false],
  ]);
});

const review = '../shared/corpus/dax-2016.mbox';
test.skipIf(!existsSync(review))('the review is whole, whatever came first', async () => {
  const { sources } = await report(review);
  expect(sources[0]).toMatchObject({ read: 39, added: 39, rejected: [] });
  const lines = (await run(search, '"Flush hints are for use by the BIOS"', '--json')).lines;
  expect(lines[0]?.['messageId']).toBe('<E987E30D-5C68-420C-B68D-7E0AAA7F2303@intel.com>');
  expect((await run(search, 'majordomo', '--json', '--limit', '99')).lines.length).toBeGreaterThan(
    9,
  );
  await run(ingest, 'data/threads/dax-2016-seed.txt');
  const seedLast = (await run(digest)).out;
  for (const suffix of ['', '-wal', '-shm']) rmSync(store + suffix, { force: true });
  await run(ingest, 'data/threads/dax-2016-seed.txt');
  await run(ingest, review);
  expect((await run(digest)).out).toBe(seedLast);
  expect(readFileSync(store).length).toBeGreaterThan(0);
});
