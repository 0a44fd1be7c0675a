import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MboxSplitter, unquoteFrom } from './mbox.ts';
import type { RawItem } from './raw.ts';

const postmark = 'From ann@x.org Mon Sep 12 10:00:00 2016\n';
const textOf = (item: RawItem) =>
  item.kind === 'rejected' ? item.reason : Buffer.from(item.bytes).toString('latin1');

function split(text: string, sizes: readonly number[] = [text.length]): string[] {
  const splitter = new MboxSplitter('test');
  const items: RawItem[] = [];
  let at = 0;
  for (let turn = 0; at < text.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    items.push(...splitter.push(Buffer.from(text.slice(at, at + size), 'latin1')));
    at += size;
  }
  return [...items, ...splitter.end()].map(textOf);
}

test('chunks of any size give the same messages', () => {
  const mail = fc
    .array(fc.stringMatching(/^[ -~]{0,40}$/), { maxLength: 6 })
    .map(
      (lines) =>
        `Subject: s\n\n${lines.map((line) => line.replace(/^From /, '>From ')).join('\n')}\n`,
    );
  fc.assert(
    fc.property(
      fc.array(mail, { minLength: 1, maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }),
      (mails, sizes) => {
        const text = mails.map((body) => `${postmark}${body}\n`).join('');
        expect(split(text, sizes)).toEqual(mails);
      },
    ),
  );
});

test('a From line of prose splits nothing; Content-Length that lies loses nothing', () => {
  const first = 'Subject: one\nContent-Length: 9999\n\nFrom here on we flush.\n\nFrom there too.\n';
  const second = 'Subject: two\nContent-Length: 1\n\nlonger than one\n';
  expect(split(`${postmark}${first}\n${postmark}${second}`)).toEqual([first, second]);
});

/** Mail as mboxcl2 writes it: no `From ` line is quoted, the length tells where the body ends. */
const measured = (subject: string, body: string) =>
  `Subject: ${subject}\nContent-Length: ${body.length}\n\n${body}`;

test('Content-Length that holds keeps a message whole that quotes another with its postmark', () => {
  const line = fc.oneof(
    fc.constantFrom('From ann@x.org Mon Sep 12 10:00:00 2016', 'Subject: inner', 'From: Ann', ''),
    fc.stringMatching(/^[ -~]{0,40}$/),
  );
  const body = fc.array(line, { maxLength: 8 }).map((lines) => `${lines.join('\n')}\n`);
  fc.assert(
    fc.property(
      fc.array(body, { minLength: 1, maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      (bodies, sizes, blank) => {
        const mails = bodies.map((text, i) => measured(`m${i}`, text));
        const text = mails.map((mail) => `${postmark}${mail}${blank ? '\n' : ''}`).join('');
        const all = split(text, sizes);
        expect(all.map((mail) => mail.replace(/\n+$/, ''))).toEqual(
          mails.map((mail) => mail.replace(/\n+$/, '')),
        );
      },
    ),
  );
});

test('Content-Length counts the bytes behind a header whose lines end in CRLF', () => {
  const body = 'x\r\n\r\nFrom ann@x.org Mon Sep 12 10:00:00 2016\r\nSubject: inner\r\n\r\ny\r\n';
  const mail = `Subject: one\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const next = `${postmark}Subject: two\nContent-Length: 2\n\nz\n`;
  expect(split(`${postmark}${mail}${next}`).map((one) => one.split('\n', 1)[0]?.trim())).toEqual([
    'Subject: one',
    'Subject: two',
  ]);
});

test('Content-Length makes no message swallow one that has none, nor one behind it', () => {
  const inner = 'Subject: two\n\ny\n';
  const reach = `x\n\n${postmark}${inner}`.length;
  const first = `Subject: one\nContent-Length: ${reach}\n\nx\n`;
  const third = 'Subject: three\n\nz\n';
  expect(split(`${postmark}${first}\n${postmark}${inner}\n${postmark}${third}`)).toEqual([
    first,
    inner,
    third,
  ]);
  // Where the first message of an mbox has none, none is believed.
  const lying = `${postmark}Subject: none\n\nx\n\n${postmark}${first}\n${postmark}${measured('m', 'y\n')}`;
  expect(split(lying)).toHaveLength(3);
});

test('lengths that lie cost no wait for each', () => {
  const mail = `${postmark}Subject: a\nContent-Length: 900000\n\nx\n\n`;
  expect(split(mail.repeat(2000), [65_536])).toHaveLength(2000);
});

test('CRLF mboxes split too', () => {
  const crlf = `${postmark}Subject: a\n\nx\n\n${postmark}Subject: b\n\ny\n`.replaceAll(
    '\n',
    '\r\n',
  );
  expect(split(crlf)).toEqual(['Subject: a\r\n\r\nx\r\n', 'Subject: b\r\n\r\ny\r\n']);
});

test('mboxrd quoting is undone at every depth, mboxo at the first', () => {
  const quoted = Buffer.from('>From a\n>>From b\n> From c\n');
  expect(unquoteFrom(quoted, 'mboxrd').toString()).toBe('From a\n>From b\n> From c\n');
  expect(unquoteFrom(quoted, 'mboxo').toString()).toBe('From a\n>>From b\n> From c\n');
});

test('a `From ` line of another form begins a message where header fields follow it from the first line on', () => {
  const fields = 'From: a@x.org\nMessage-ID: <m@x>\n\n';
  expect(split(`${postmark}Subject: one\n\nbody\n\nFrom elsewhere\n${fields}`)).toHaveLength(2);
  expect(
    split(`${postmark}Subject: one\n\nbody\n\nFrom elsewhere\nit came\n${fields}`),
  ).toHaveLength(1);
  const cut = 'From: a@x.org\nMessage-ID: <m@x>\nSubj';
  expect(split(`${postmark}Subject: one\n\nbody\n\nFrom elsewhere\n${cut}`)).toHaveLength(2);
  expect(split(`${postmark}Subject: one\n\nbody\n\nFrom elsewhere\nit came\n${cut}`)).toHaveLength(
    1,
  );
});

test('where a length makes text of a postmark, no mark of quoting is taken off either', () => {
  const quotingOf = (body: string) => {
    const splitter = new MboxSplitter('x.mbox');
    const chunk = Buffer.from(`${postmark}${measured('one', body)}\n`);
    return [...splitter.push(chunk), ...splitter.end()].map(
      (item) => item.kind === 'mail' && item.quoting,
    );
  };
  expect(
    quotingOf('it says\n\nFrom ann@x.org Mon Sep 12 10:00:00 2016\nFrom: Ann\n\n>From here\n'),
  ).toEqual(['none']);
  expect(quotingOf('it says\n\n>From here\n')).not.toEqual(['none']);
});
