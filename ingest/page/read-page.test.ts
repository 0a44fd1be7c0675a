import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ParsedMessage } from '../parsed.ts';
import { readArchivePage } from './read-page.ts';

const source = { location: 'page', format: 'page' };

function read(text: string): ParsedMessage {
  const page = readArchivePage(text, source);
  if ('reason' in page) throw new Error(page.reason);
  return page;
}

test('the seed as saved text', () => {
  const seed = read(readFileSync('data/threads/dax-2016-seed.txt', 'utf8'));
  expect(seed).toMatchObject({
    synthetic: true,
    from: { name: 'Dave Chinner', address: '' },
    date: '2016-09-12T21:34:46.000Z',
    subject: 'Re: DAX mapping detection (was: Re: [PATCH] Fix region lost in /proc/self/smaps)',
  });
  expect(seed.messageId).toMatch(/^<[0-9a-f]{24}@synthetic\.invalid>$/);
  expect(seed.references).toHaveLength(3);
  expect(seed.inReplyTo).toEqual(seed.references.slice(-1));
  expect(seed.body.startsWith('On Mon, Sep 12, 2016 at 06:05:07PM +1000, Nicholas')).toBe(true);
  expect(seed.body.endsWith('\n\n\nDave Chinner')).toBe(true);
});

test('the saved text with carriage returns, or with From and Date the other way round, is the same', () => {
  const text = readFileSync('data/threads/dax-2016-seed.txt', 'utf8');
  const seed = read(text);
  expect(read(text.replaceAll('\n', '\r\n'))).toEqual(seed);
  expect(read(text.replace(/^(From:.*)\n(Date:.*)$/m, '$2\n$1'))).toEqual(seed);
});

test('Hypermail 1: paragraphs are empty lines, tags go, characters come back', () => {
  const page = read(
    [
      '<!-- received="Mon Mar 23 18:21:47 1998 EST" -->',
      '<!-- sent="Mon, 23 Mar 1998 22:54:20 +0000 (GMT)" -->',
      '<!-- name="Ann &quot;A&quot; Ash" -->',
      '<!-- email="ann@example.org" -->',
      '<!-- subject="Re: a &lt;b&gt; &amp; c" -->',
      '<!-- id="m1@example.org" -->',
      '<!-- inreplyto="m0@example.org" -->',
      '<h1>x</h1><!-- body="start" -->',
      '<i>&gt; quoted</i><br>',
      '<p>',
      'if (a &lt; b)  <a href="x">x</a><br>',
      '<!-- body="end" -->',
      'navigation',
    ].join('\n'),
  );
  expect(page).toEqual({
    messageId: '<m1@example.org>',
    synthetic: false,
    inReplyTo: ['<m0@example.org>'],
    references: [],
    from: { name: 'Ann "A" Ash', address: 'ann@example.org' },
    date: '1998-03-23T22:54:20.000Z',
    subject: 'Re: a <b> & c',
    body: '> quoted\n\nif (a < b)  x\n',
    source,
  });
});

test('Hypermail 2: the line break stands before its tag', () => {
  const page = read(
    '<!-- name="A" --><!-- email="a@x" --><!-- id="1@x" --><!-- body="start" -->\n<P>\none\n<BR>\ntwo\n<BR>\n<P>three\n<BR>\n<!-- body="end" -->',
  );
  expect(page.body).toBe('one\ntwo\n\nthree\n');
});

test('MHonArc: author from the rotated comment, last reference is the parent', () => {
  const page = read(
    [
      '<!-- MHonArc v2.6.16 -->',
      '<!--X-Subject: Re: x&#45;y -->',
      '<!--X-From-R13: Rnivq [vyyre <qnirzNqnirzybsg.arg> -->',
      '<!--X-Date: Fri, 30 Sep 2016 02:40:50 &#45;0400 (EDT) -->',
      '<!--X-Message-Id: 3&#45;c@x -->',
      '<!--X-Reference: 1@x -->',
      '<!--X-Reference: 2@x -->',
      '<!--X-Body-of-Message-->',
      '&gt;<i> a</i><br>',
      'b<br>',
      '<pre>c\n  d</pre>',
      '<!--X-Body-of-Message-End-->',
    ].join('\n'),
  );
  expect(page).toMatchObject({
    messageId: '<3-c@x>',
    inReplyTo: ['<2@x>'],
    references: ['<1@x>', '<2@x>'],
    from: { name: 'David Miller', address: 'davem@davemloft.net' },
    date: '2016-09-30T06:40:50.000Z',
    subject: 'Re: x-y',
    body: '> a\nb\nc\n  d\n',
  });
});

test.each([
  ['', 'no From: and Date:'],
  ['just some text\n', 'no From: and Date:'],
  ['s\n\nFrom: A\nDate: yesterday\n\nb', 'cannot read the page\'s date "yesterday"'],
  ['<html><body>x</body></html>', 'no message body'],
  ['<!-- body="start" -->x', 'no author'],
  [`<!-- name="a" --><!-- body="start" -->${'<b>'.repeat(100_000)}`, 'nested deeper'],
])('%#: refused with a reason', (text, reason) => {
  expect(readArchivePage(text, source)).toEqual({ reason: expect.stringContaining(reason) });
});

const folder = '../shared/corpus/hypermail';

test.skipIf(!existsSync(folder))('eight real pages of 1995 to 2016 read as expected', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.html'));
  expect(names).toHaveLength(8);
  for (const name of names) {
    const page = read(readFileSync(join(folder, name), 'latin1'));
    const { pipelineOutput: expected } = JSON.parse(
      readFileSync(join(folder, name.replace('.html', '.json')), 'utf8'),
    );
    expect(page.from.name || page.from.address).toBe(expected.senderName);
    expect(page.from.address).toBe(expected.senderEmail);
    expect(page.subject).toBe(expected.subject.replaceAll('&quot;', '"'));
    expect(Date.parse(page.date ?? '')).toBe(
      Date.parse(expected.timestampSent.replace(' ', 'T').replace(/(\d\d)$/, ':$1')),
    );
    expect(page.synthetic).toBe(false);
    // MHonArc leaves the link out where it has no page for the parent; Hypermail has the id anyway.
    if (expected.replyto !== 'NA') expect(page.inReplyTo).toHaveLength(1);
    const letters = (text: string) => text.replace(/[\s<>&;"]|quot|[\u0080-\uffff]/g, '');
    const html = readFileSync(join(folder, name.replace('.html', '.txt')), 'latin1');
    const given = letters(html.replace(/<\/?(?:br|i|em|p|a|pre)\b[^>]*>/gi, '')).slice(0, 300);
    expect(letters(page.body).slice(0, given.length)).toBe(given);
  }
});
