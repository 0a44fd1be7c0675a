import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateIn } from './date.ts';
import { decodeWords } from './encoded-word.ts';
import { htmlToText } from './html-text.ts';
import { mailboxIn } from './mailbox.ts';
import { parseMessage } from './message.ts';
import { idsIn, ownId } from './message-id.ts';

const source = { location: 'test', format: 'eml' };
const bodyOf = (raw: string, encoding: BufferEncoding = 'latin1') => {
  const parsed = parseMessage(Buffer.from(raw, encoding), source);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.message.body;
};

test.each([
  ['Mon, 12 Sep 2016 17:34:46 -0400', '2016-09-12T21:34:46Z'],
  ['12 Sep 2016 17:34 EDT', '2016-09-12T21:34:00Z'],
  ['Mon, 12 Sep 16 17:34:46 GMT', '2016-09-12T17:34:46Z'],
  ['Fri, 23 Jun 95 16:37:56 +0200 (MET DST)', '1995-06-23T14:37:56Z'],
  ['Mon Sep 12 17:34:46 2016', '2016-09-12T17:34:46Z'],
  ['2016-09-12T17:34:46+05:30', '2016-09-12T12:04:46Z'],
  ['Wed, 31 Feb 2016 10:00:00 +0000', null],
  ['Sat, 5 Mar 2011 09:10:11 GMT+0300', '2011-03-05T06:10:11Z'],
  ['Sat, 5 Mar 2011 09:10:11 +03:00', '2011-03-05T06:10:11Z'],
  ['Sat, 5 Mar 2011 09:10:11 +3', '2011-03-05T06:10:11Z'],
  ['Sat, 5 Mar 2011 09:10:11 -330', '2011-03-05T12:40:11Z'],
  ['5 Mar 2011 09:10:11 UTC-3', '2011-03-05T12:10:11Z'],
  ['Sat Mar 5 09:10:11 +0300 2011', '2011-03-05T06:10:11Z'],
  ['2011-03-05 09:10 +03', '2011-03-05T06:10:00Z'],
  ['Saturday, March 5, 2011 9:10 PM', '2011-03-05T21:10:00Z'],
  ['Sa, 5 Mär 2011 09:10:11 +0100', '2011-03-05T08:10:11Z'],
  // An offset that no clock has counts as none.
  ['Sat, 5 Mar 2011 09:10:11 -9900', '2011-03-05T09:10:11Z'],
  ['Sat, 5 Mar 2011 09:10:11 +4294967295', '2011-03-05T09:10:11Z'],
  // Hours, minutes and seconds as RFC 5322 has them; a leap second is the one before it.
  ['Mon, 12 Sep 2016 25:00:00 +0000', null],
  ['Mon, 12 Sep 2016 17:60:00 +0000', null],
  ['Mon, 12 Sep 2016 17:00:61 +0000', null],
  ['Mon, 12 Non 2016 17:00:00 +0000', null],
  ['Sat, 31 Dec 2016 23:59:60 +0000', '2016-12-31T23:59:59Z'],
  ['Mon, 12 Sep 99999 17:34:46 +0000', null],
  ['yesterday', null],
  // Encoded words, comments and marks around the date proper.
  ['=?UTF-8?Q?Sat,_5_Mar_2011_09:10:11_+0300?=', '2011-03-05T06:10:11Z'],
  ['Sat, 5 (fifth) Mar 2011 09:10:11 (MSK) +0300', '2011-03-05T06:10:11Z'],
  ['Sat, 5 Mar 2011 09:10:11 [+0300]', '2011-03-05T06:10:11Z'],
  ['Sat, 5 Mar 2011 09:10:11 "PST"', '2011-03-05T17:10:11Z'],
  ['Sat, 5 Mar 2011 09:10:11 \u22120300', '2011-03-05T12:10:11Z'],
  ['Sat, 5 Mar 2011  9: 5:03 p.m. +0300', '2011-03-05T18:05:03Z'],
  ['Sat, 5 Mar 2011 09:10:11 MET DST', '2011-03-05T07:10:11Z'],
  ['Sat, 5 Mar 2011 09:10:11 MSK', '2011-03-05T06:10:11Z'],
  // As other programs and people write dates.
  ['2011/03/05 09:10:11 +0300', '2011-03-05T06:10:11Z'],
  ['2011.03.05 09:10', '2011-03-05T09:10:00Z'],
  ['20110305T091011Z', '2011-03-05T09:10:11Z'],
  ['2011-3-5 9:10:11', '2011-03-05T09:10:11Z'],
  ['15.03.2011 09:10:11', '2011-03-15T09:10:11Z'],
  ['3/5/2011 9:10:11 PM', '2011-03-05T21:10:11Z'],
  ['13/03/2011 09:10', '2011-03-13T09:10:00Z'],
  ['3/5/2011 09:10', null],
  ['Сб, 5 мар 2011 09:10:11 +0300', '2011-03-05T06:10:11Z'],
  ['星期六, 05 三月 2011 09:10:11 +0800', '2011-03-05T01:10:11Z'],
  ['土, 5 3月 2011 09:10:11 +0900', '2011-03-05T00:10:11Z'],
  ['2011年3月5日 09:10:11', '2011-03-05T09:10:11Z'],
  ['1299316211', '2011-03-05T09:10:11Z'],
  ['1299316211000', '2011-03-05T09:10:11Z'],
  ['@1299316211 +0300', '2011-03-05T09:10:11Z'],
  ['5 Mar 2011', '2011-03-05T00:00:00Z'],
])('the date %s is %s', (text, instant) => {
  expect(dateIn(text)).toBe(instant);
});

test('every instant survives the form that mailers write', () => {
  const min = new Date('1990-01-01T00:00:00Z');
  const max = new Date('2090-01-01T00:00:00Z');
  fc.assert(
    fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
      const whole = new Date(Math.floor(date.getTime() / 1000) * 1000);
      expect(dateIn(whole.toUTCString())).toBe(whole.toISOString().replace('.000Z', 'Z'));
    }),
  );
});

test.each([
  ['=?utf-8?q?J=C3=BCrgen?=', 'Jürgen'],
  ['=?utf-8?b?SsO8?= =?utf-8?b?cmdlbg==?=', 'Jürgen'],
  ['=?utf-8?b?Sg==?= =?utf-8?q?=C3?= =?utf-8?q?=BC?= x', 'Jü x'],
  ['=?iso-2022-jp?b?GyRCRnxLXBsoQg==?=', '日本'],
  ['=?unknown-8bit?q?=E9?=', 'é'],
  ['=?utf-8?x?abc?= plain', '=?utf-8?x?abc?= plain'],
])('encoded words %s', (text, decoded) => {
  expect(decodeWords(text)).toBe(decoded);
});

test.each([
  ['Ann <a@x.org>', 'Ann', 'a@x.org'],
  ['"Ann, B." <a@x.org>', 'Ann, B.', 'a@x.org'],
  ['a@x.org (Ann)', 'Ann', 'a@x.org'],
  ['a@x.org', '', 'a@x.org'],
  ['ann at x.org (Ann B)', 'Ann B', 'ann@x.org'],
  ['Ann <ann at x.org>', 'Ann', 'ann@x.org'],
  ['Ann <ann [at] x.org>', 'Ann', 'ann@x.org'],
  ['Ann <<ann@x.org>>', 'Ann', 'ann@x.org'],
  ['Ann <mailto:ann@x.org>', 'Ann', 'ann@x.org'],
  ['"ann@x.org" <ann@x.org>', '', 'ann@x.org'],
  ["'Ann B' <ann@x.org>", 'Ann B', 'ann@x.org'],
  ['nobody: ;', '', ''],
  ['=?utf-8?q?Ann_=3Cann=40x=2Eorg=3E?=', 'Ann', 'ann@x.org'],
  ['=?utf-8?q?Ann_=3Cboss=40x=3E?= <a@x.org>', 'Ann <boss@x>', 'a@x.org'],
])('mailbox %s', (text, name, address) => {
  expect(mailboxIn(text)).toEqual({ name, address });
});

test('raw 8-bit headers survive, as UTF-8 and as Latin-1', () => {
  for (const encoding of ['utf8', 'latin1'] as const) {
    const parsed = parseMessage(Buffer.from('From: Jürgen <j@x>\n\nx', encoding), source);
    expect(parsed.ok && parsed.message.from.name).toBe('Jürgen');
  }
});

test('ids in prose, without brackets or encoded; a folded id is one id', () => {
  const prose = '<17.x> Your message of "Mon" <a@x> <b\n @x> <a@x> <the 3rd>';
  expect(idsIn(prose)).toEqual(['<17.x>', '<a@x>', '<b@x>']);
  expect(idsIn('a@x, b@x')).toEqual(['<a@x>', '<b@x>']);
  expect(idsIn('what a@x said')).toEqual([]);
  expect(idsIn('&lt;a@x&gt; &lt;b@x&gt;')).toEqual(['<a@x>', '<b@x>']);
  expect(idsIn('https://lore.kernel.org/r/a@x/ https://lore.kernel.org/list/b@x')).toEqual([
    '<a@x>',
    '<b@x>',
  ]);
  expect(idsIn('<https://lore.kernel.org/all/a@x/>')).toEqual(['<a@x>']);
  expect(idsIn('https://x.org/no/id here')).toEqual([]);
  expect(idsIn('=?us-ascii?Q?=3Ca=40x=3E?=')).toEqual(['<a@x>']);
  expect(ownId('<yes>')).toBe('<yes>');
  expect(ownId('a@x')).toBe('<a@x>');
  expect(ownId('prose only')).toBeUndefined();
});

test('base64 with a footer in clear text behind it is read whole', () => {
  const encoded = Buffer.from('words of the author\n').toString('base64');
  const raw = `From: a@x\nContent-Transfer-Encoding: base64\n\n${encoded}\n\nTo unsubscribe\nsend: no_mail.\n`;
  expect(bodyOf(raw)).toBe('words of the author\nTo unsubscribe\nsend: no_mail.\n');
});

test('of an alternative the plain text counts, of HTML-only mail its text', () => {
  const part = (type: string, text: string) => `--b\nContent-Type: ${type}\n\n${text}\n`;
  const head = 'From: a@x\nContent-Type: multipart/alternative; boundary=b\n\n';
  const html = '<p>one<br>two</p><blockquote>quoted &amp; said</blockquote><script>x()</script>';
  expect(bodyOf(`${head}${part('text/plain', 'plain')}${part('text/html', html)}--b--\n`)).toBe(
    'plain',
  );
  expect(bodyOf(`${head}${part('text/html', html)}--b--\n`)).toBe('one\ntwo\n\n> quoted & said\n');
  const code = '<pre>if (x)\n  y();</pre>folded\nhere';
  expect(bodyOf(`${head}${part('text/html', code)}--b--\n`)).toBe('if (x)\n  y();\nfolded here\n');
});

test('attached patches are read, other attachments are named, signatures pass silently', () => {
  const part = (head: string, text: string) => `--b\n${head}\n\n${text}\n`;
  const patch = 'diff --git a/x b/x\n+y';
  const raw = [
    'From: a@x\nContent-Type: multipart/signed; boundary=b\n\n',
    part('Content-Type: text/plain', 'See the patch.'),
    part('Content-Type: text/x-patch; name="one.patch"', patch),
    part('Content-Type: application/octet-stream; name="two.diff"', patch),
    part(
      'Content-Type: image/png\nContent-Transfer-Encoding: base64\n' +
        "Content-Disposition: attachment; filename*=utf-8''a%1b%5b31mb.png",
      'AAECAwQFBgc=',
    ),
    part('Content-Type: text/calendar; name="=?utf-8?q?m=C3=BCll=2Eics?="', 'BEGIN:VCALENDAR'),
    part('Content-Type: application/pgp-signature; name="signature.asc"', 'iQ'),
    '--b--\n',
  ].join('');
  expect(bodyOf(raw)).toBe(
    `See the patch.\n${patch}\n${patch}\n` +
      '[-- attachment: a\\u{1b}[31mb.png, image/png, 8 bytes --]\n' +
      '[-- attachment: müll.ics, text/calendar, 15 bytes --]\n',
  );
});

test('HTML-only mail with an inline image keeps its text', () => {
  const raw =
    'From: a@x\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>words</p>\n' +
    '--b\nContent-Type: image/gif\n\nGIF89a\n--b--\n';
  expect(bodyOf(raw)).toBe('words\n[-- attachment: image/gif, 6 bytes --]\n');
});

test('a boundary that is the beginning of another does not end a part', () => {
  const raw =
    'From: a@x\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n\none\n--bb\ntwo\n--b--\n';
  expect(bodyOf(raw)).toBe('one\n--bb\ntwo');
});

test('no bytes at all make the parser throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      const raw = Buffer.concat([
        Buffer.from('From: a@x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n'),
        bytes,
      ]);
      expect(parseMessage(raw, source).ok).toBe(true);
      parseMessage(Buffer.from(bytes), source);
    }),
  );
});

test('what HTML says in plain words comes through any nesting of tags', () => {
  const tag = fc.constantFrom('p', 'div', 'b', 'blockquote', 'li', 'span');
  fc.assert(
    fc.property(fc.array(fc.tuple(tag, fc.stringMatching(/^[a-z]{1,8}$/))), (parts) => {
      const html = parts.map(([name, word]) => `<${name}>${word} </${name}>`).join('');
      const words = htmlToText(html)
        .split(/[\s>]+/)
        .filter(Boolean);
      expect(words).toEqual(parts.map(([, word]) => word));
    }),
  );
});
