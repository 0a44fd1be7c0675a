import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { burn } from '@kenjiuno/msgreader/lib/Burner.js';
import { packTar } from 'modern-tar';
import { afterAll, expect, test } from 'vitest';
import { parseBatch } from '../pipeline/batch.ts';
import { storedZip } from './fixture/zip.ts';
import { openSource } from './open.ts';

const folder = mkdtempSync(join(tmpdir(), 'formats-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
const file = (content: string | Buffer, name = `${count++}`) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

/** Ids and rejections of a source, as `ingest` would have them. */
async function read(path: string) {
  const signal = new AbortController().signal;
  const source = await openSource(path, undefined, { cwd: '/', stdin: process.stdin, signal });
  const items = [];
  for await (const item of source.read(null)) items.push(item);
  const { messages, rejected } = await parseBatch({ ref: source.ref, items });
  source.close();
  return {
    format: source.ref.format,
    ids: messages.map(({ messageId }) => messageId),
    messages,
    rejected: rejected.map(({ where, reason }) => `${where.replace(`${path}, `, '')}: ${reason}`),
  };
}

const mail = (id: string, more = '') =>
  `From: Nora North <nora@x.org>\nDate: Sat, 5 Mar 2011 09:10:11 +0300\nSubject: Log of ${id}\nMessage-ID: <${id}@x>\n${more}\nThe log wraps, says ${id}.\n`;
const two = ['<a@x>', '<b@x>'];

test.each([
  ['an ISO date', 'From nora@x.org 2011-03-05 09:10:11'],
  ['an ISO date with T and zone', 'From nora@x.org 2011-03-05T09:10:11+03:00'],
  ['no date', 'From nora@x.org'],
  ['a dash and no date', 'From -'],
  ['a sender behind at', 'From nora at x.org  Sat Mar  5 09:10:11 2011'],
  ['seconds since 1970', 'From nora@x.org 1299305411'],
  ['a date in another order', 'From nora@x.org 05.03.2011 09:10:11'],
  ['a date in another language', 'From nora@x.org sam. mars  5 09:10:11 2011'],
  ['no sender', 'From Sat Mar  5 09:10:11 2011'],
  ['words', 'From the archive of pmem'],
])('an mbox whose From lines have %s', async (_, line) => {
  const box = `${line}\n${mail('a')}\n${line}\n${mail('b', 'References: <a@x>\n')}`;
  expect((await read(file(box))).ids).toEqual(two);
  expect((await read(file(box.replaceAll('\n', '\r\n')))).ids).toEqual(two);
});

test.each([
  'From nora@x.org 2011-03-05T09:10:11Z',
  'From nora@x.org',
  'From nora@x.org 1299305411',
  'From nora@x.org sam. mars  5 09:10:11 2011',
])('an mbox of %j without blank lines before it is all its messages', async (line) => {
  expect((await read(file(`${line}\n${mail('a')}${line}\n${mail('b')}`))).ids).toEqual(two);
  const prose = `${line}\n${mail('a')}I quote\nFrom nora@x.org\nSubject: to review\nCc: all\n`;
  expect((await read(file(prose))).ids).toEqual(['<a@x>']);
});

test('words above an mbox and blank lines above a mail hide none of it; batched SMTP is named', async () => {
  const line = 'From nora@x.org Sat Mar  5 09:10:11 2011';
  const { ids, rejected } = await read(
    file(`Archive of pmem\n\n${line}\n${mail('a')}\n${line}\n${mail('b')}`),
  );
  expect(ids).toEqual(two);
  expect(rejected).toHaveLength(1);
  expect((await read(file(`\r\n\n${mail('a')}`))).ids).toEqual(['<a@x>']);
  const batch = `HELO x\nMAIL FROM:<a@x>\nRCPT TO:<b@x>\nDATA\n${mail('a')}.\nQUIT\n`;
  await expect(read(file(batch))).rejects.toThrow(/batched SMTP/);
});

test('prose that begins From parts no message, whatever stands below it', async () => {
  const prose = [
    'From here on we flush.\n\nFrom section 4.2 of 2011-03-05:\nSubject: to review\n\n',
    'From nora@x.org\nwe heard that.\n\nFrom commit 12345:\nCc: stable\nFixes: x\n',
  ].join('');
  const box = `From nora@x.org 2011-03-05 09:10:11\n${mail('a')}${prose}\nFrom nora@x.org 2011-03-05 09:10:11\n${mail('b')}`;
  const { ids, messages } = await read(file(box));
  expect(ids).toEqual(two);
  expect(messages[0]?.body).toContain('Fixes: x');
});

test('MMDF, with and without the mark between messages doubled', async () => {
  const mark = '\u0001\u0001\u0001\u0001\n';
  expect(await read(file(`${mark}${mail('a')}${mark}${mark}${mail('b')}${mark}`))).toMatchObject({
    format: 'mmdf',
    ids: two,
  });
  expect((await read(file(`${mark}${mail('a')}${mark}${mail('b')}`))).ids).toEqual(two);
});

test('Babyl, shown and not yet shown', async () => {
  const shown = `1,,\n${mail('a').replace('\n\n', '\n*** EOOH ***\nFrom: Nora\n\n')}`;
  const unseen = `0, unseen,,\n*** EOOH ***\n${mail('b')}`;
  const found = await read(
    file(
      `BABYL OPTIONS: -*- rmail -*-\nVersion: 5\n\u001f\u000c\n${shown}\u001f\u000c\n${unseen}\u001f`,
    ),
  );
  expect(found).toMatchObject({ format: 'babyl', ids: two, rejected: [] });
  expect(found.messages.map(({ body }) => body)).toEqual([
    'The log wraps, says a.\n',
    'The log wraps, says b.\n',
  ]);
});

test('rnews, with lengths that are right, that lie, and a batch line inside an article', async () => {
  const line = (text: string, length = text.length) => `#! rnews ${length}\n${text}`;
  const quoting = mail('a').concat('#! rnews 12\nis how a batch begins.\n');
  expect((await read(file(line(mail('a')) + line(mail('b'))))).ids).toEqual(two);
  expect((await read(file(line(mail('a'), 3) + line(mail('b'), 99_999)))).ids).toEqual(two);
  const inside = await read(file(line(quoting) + line(mail('b'))));
  expect(inside.ids).toEqual(two);
  expect(inside.messages[0]?.body).toContain('is how a batch begins.');
});

test('emlx, also with a length that lies', async () => {
  const list = '<?xml version="1.0"?>\n<plist version="1.0"></plist>\n';
  for (const length of [mail('a').length, 5, 99_999]) {
    const found = await read(file(`${length}\n${mail('a')}${list}`));
    expect(found).toMatchObject({ format: 'emlx', ids: ['<a@x>'] });
    expect(found.messages[0]?.body).toBe('The log wraps, says a.\n');
  }
});

test('JMAP: a list, a response, and an Email without its text', async () => {
  const email = (id: string, more: object = {}) => ({
    id,
    from: [{ name: 'Nora, "N" North', email: 'nora@x.org' }],
    messageId: [`${id}@x`],
    sentAt: '2011-03-05T09:10:11+03:00',
    subject: 'Log\r\nX-Forged: yes',
    textBody: [{ partId: '1', type: 'text/plain' }],
    bodyValues: { 1: { value: `The log wraps, says ${id}.\n` } },
    ...more,
  });
  const list = [email('a'), email('b', { inReplyTo: ['a@x'] })];
  const found = await read(file(JSON.stringify(list)));
  expect(found).toMatchObject({ format: 'jmap', ids: two, rejected: [] });
  expect(found.messages[1]).toMatchObject({
    from: { name: 'Nora, "N" North', address: 'nora@x.org' },
    date: '2011-03-05T06:10:11Z',
    inReplyTo: ['<a@x>'],
    subject: 'Log X-Forged: yes',
    body: 'The log wraps, says b.\n',
  });
  const response = {
    methodResponses: [
      ['Email/get', { list }, 'c1'],
      ['Mailbox/get', {}, 'c2'],
    ],
  };
  expect((await read(file(JSON.stringify(response)))).ids).toEqual(two);
  const bare = await read(file(JSON.stringify([email('a', { bodyValues: {} }), 7])));
  expect(bare.ids).toEqual([]);
  expect(bare.rejected).toEqual([
    expect.stringContaining('without its text'),
    expect.stringContaining('not an Email'),
  ]);
});

/** A .msg whose streams are Unicode properties, by property tag. */
function outlook(properties: Readonly<Record<string, string>>): Buffer {
  const streams = Object.entries(properties).map(([tag, value]) => {
    const bytes = Buffer.from(value, 'utf16le');
    return {
      name: `__substg1.0_${tag}001F`,
      type: 2,
      length: bytes.length,
      binaryProvider: () => new Uint8Array(bytes),
    };
  });
  const properties32 = {
    name: '__properties_version1.0',
    type: 2,
    length: 32,
    binaryProvider: () => new Uint8Array(32),
  };
  const children = [...streams, properties32];
  return Buffer.from(
    burn([
      { name: 'Root Entry', type: 5, length: 0, children: children.map((_, i) => i + 1) },
      ...children,
    ]),
  );
}

test('Outlook .msg: with the header it came with, and without; what cannot be read is refused by name', async () => {
  const body = { '1000': 'The log wraps, says a.\r\n' };
  const header = { '007D': mail('a').replace(/\n\n[\s\S]*/, '\nContent-Type: text/html\n') };
  expect(await read(file(outlook({ ...header, ...body })))).toMatchObject({
    format: 'outlook',
    ids: ['<a@x>'],
    messages: [{ body: 'The log wraps, says a.\n', date: '2011-03-05T06:10:11Z' }],
  });
  const made = { '0C1A': 'Nora North', '5D01': 'nora@x.org', '0037': 'Log', '1035': '<a@x>' };
  expect((await read(file(outlook({ ...made, ...body })))).messages[0]).toMatchObject({
    messageId: '<a@x>',
    from: { name: 'Nora North', address: 'nora@x.org' },
    subject: 'Log',
  });
  const junk = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000, 7)]);
  expect((await read(file(junk))).rejected[0]).toContain('save it as .eml');
});

const box = (...ids: string[]) =>
  ids.map((id) => `From n@x Sat Mar  5 09:10:11 2011\n${mail(id)}\n`).join('');

test('zip and tar archives: mboxes, single mails, compressed members; what is no mail is named', async () => {
  const members = [
    { name: 'Takeout/Mail/All.mbox', data: Buffer.from(box('a')) },
    { name: 'Takeout/b.eml.gz', data: gzipSync(mail('b')) },
    { name: 'Takeout/photo.bin', data: Buffer.alloc(50, 1) },
    { name: '../../etc/inner.zip', data: storedZip([{ name: 'c', data: Buffer.from(box('c')) }]) },
    { name: 'Takeout/index.json', data: Buffer.from('{}') },
  ];
  const rejected = [
    expect.stringContaining('photo.bin: neither mail'),
    expect.stringContaining('inner.zip: an archive within'),
  ];
  const zip = await read(file(storedZip(members)));
  expect(zip).toMatchObject({ format: 'zip', ids: two, rejected });
  const packed = Buffer.from(
    await packTar(
      members.map(({ name, data }) => ({ header: { name, size: data.length }, body: data })),
    ),
  );
  expect(await read(file(packed))).toMatchObject({ format: 'tar', ids: two, rejected });
  expect((await read(file(gzipSync(packed)))).ids).toEqual(two);
});

function has(tool: string): boolean {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('bzip2 and xz as the tools write them, several streams in one file, and broken ones', async () => {
  const path = file(box('a'), 'one');
  for (const [tool, suffix] of [
    ['bzip2', 'bz2'],
    ['xz', 'xz'],
  ] as const) {
    if (!has(tool)) continue;
    const packed = execFileSync(tool, ['-c', path]);
    const more = execFileSync(tool, ['-c', file(box('b'), 'more')]);
    expect((await read(file(Buffer.concat([packed, more]), `x.${suffix}`))).ids).toEqual(two);
    const cut = await read(file(packed.subarray(0, packed.length - 20), `cut.${suffix}`)).catch(
      ({ message }) => ({ rejected: [String(message)] }),
    );
    expect(cut.rejected.join()).toMatch(/ends or breaks|neither mail/);
  }
});

test.skipIf(!has('xz'))(
  'xz is read by Node itself, which finds other names in packages than a bundler',
  () => {
    const packed = execFileSync('xz', ['-c', file(box('a'), 'plain')]);
    const script = `
    import { Readable } from 'node:stream';
    import { decompressed } from ${JSON.stringify(join(import.meta.dirname, 'compression.ts'))};
    const packed = Readable.from([Buffer.from('${packed.toString('base64')}', 'base64')]);
    for await (const chunk of decompressed(packed, 'xz', () => {})) process.stdout.write(chunk);`;
    const node = ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e'];
    expect(execFileSync(process.execPath, [...node, script]).toString()).toBe(box('a'));
  },
);

test('archives that would fill memory or disk end early and say so', async () => {
  const zeros = Buffer.concat([Buffer.from(box('a')), Buffer.alloc(66 << 20)]);
  const bomb = gzipSync(zeros);
  const tar = Buffer.from(
    await packTar([{ header: { name: 'a.mbox', size: zeros.length }, body: zeros }]),
  );
  for (const path of [
    file(bomb),
    file(gzipSync(tar)),
    file(storedZip([{ name: 'a.gz', data: bomb }])),
  ]) {
    const { ids, rejected } = await read(path);
    expect(ids.length).toBeLessThanOrEqual(1);
    expect(rejected.join()).toContain('more than 250 times');
  }
});

test("MH's deleted messages, indexes and links are left; the links are named", async () => {
  const inbox = join(folder, 'mh');
  mkdirSync(inbox);
  for (const [name, id] of [
    ['1', 'a'],
    ['2', 'b'],
    [',3', 'c'],
    ['#4', 'd'],
  ]) {
    writeFileSync(join(inbox, name ?? ''), mail(id ?? ''));
  }
  writeFileSync(join(inbox, '.mh_sequences'), 'unseen: 1\n');
  execFileSync('ln', ['-s', '1', join(inbox, '5')]);
  const { ids, rejected } = await read(inbox);
  expect(ids).toEqual(two);
  expect(rejected).toEqual([expect.stringContaining('5: a symbolic link')]);
});

test.each([
  ['!BDN\0\0', 'pst'],
  ['Rar!\x1a\x07\x01', 'RAR'],
  ['7z\xbc\xaf\x27\x1c', '7-Zip'],
  ['\xcf\xad\x12\xfe', 'Outlook Express'],
  ['\x78\x9f\x3e\x22', 'winmail'],
  ['#! cunbatch\n\x1f\x9d', 'news batch'],
  ['SQLite format 3\0', 'SQLite'],
])('%j is refused by name', async (start, name) => {
  const bytes = Buffer.concat([Buffer.from(start, 'latin1'), Buffer.alloc(200)]);
  await expect(read(file(bytes))).rejects.toThrow(name);
});
