import { expect, test } from 'vitest';
import { Message } from '../../data/schema/message.ts';
import { eml, mboxEntry } from './eml.ts';

const message = (over: Readonly<Record<string, unknown>> = {}) =>
  Message.parse({
    messageId: '<a@example.org>',
    threadId: 't-000000000000',
    inReplyTo: '<b@example.org>',
    references: ['<c@example.org>', '<b@example.org>'],
    from: { name: 'A. Author', address: 'a@example.org' },
    date: '2016-09-12T21:34:05.000Z',
    subject: 'Re: DAX',
    body: 'one\n\nFrom here on\n>From there\n',
    ghost: false,
    sources: [],
    ...over,
  });

const headersOf = (text: string) => text.slice(0, text.indexOf('\n\n')).split('\n');

test('the headers that are known stand before the body, which is kept to the letter', () => {
  const text = eml(message());
  expect(headersOf(text).slice(1, 8)).toEqual([
    'From: A. Author <a@example.org>',
    'Date: Mon, 12 Sep 2016 21:34:05 +0000',
    'Subject: Re: DAX',
    'Message-ID: <a@example.org>',
    'In-Reply-To: <b@example.org>',
    'References: <c@example.org>',
    ' <b@example.org>',
  ]);
  expect(text.endsWith(`\n\n${message().body}`)).toBe(true);
});

test('no header can end early, and what is not known is left out', () => {
  const text = eml(
    message({ subject: 'x\r\nBcc: all\n\nbody', date: null, inReplyTo: null, references: [] }),
  );
  const headers = headersOf(text);
  expect(headers).toContain('Subject: x Bcc: all body');
  expect(headers.some((line) => /^(Bcc|Date|In-Reply-To|References):/.test(line))).toBe(false);
});

test('an mbox entry quotes every line that would begin another one', () => {
  const hostile = message({ subject: 'x\nFrom mboxrd@z' });
  const entry = mboxEntry(hostile, Buffer.from(eml(hostile))).toString();
  expect(entry.split('\n')[0]).toBe('From mboxrd@z Mon Sep 12 21:34:05 2016');
  expect(entry.match(/^From /gm)).toHaveLength(1);
  expect(entry).toContain('\n>From here on\n>>From there\n');
});

test('an mbox entry keeps every byte of mail as it was sent', () => {
  const mail = Buffer.from([...Buffer.from('Subject: x\n\ncaf'), 0xe9, 0x0a, 0x00, 0xff]);
  const entry = mboxEntry(message(), mail);
  expect(entry.subarray(entry.indexOf(0x0a) + 1)).toEqual(Buffer.concat([mail, Buffer.from('\n')]));
});
