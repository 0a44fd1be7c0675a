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
