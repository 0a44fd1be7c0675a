import { expect, test } from 'vitest';
import { parseMessage } from './message.ts';

const authorOf = (header: string, body = 'words\n') => {
  const parsed = parseMessage(Buffer.from(`${header}\n\n${body}`), {
    location: 't',
    format: 'eml',
  });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.message.from;
};

test.each([
  [
    "From: 'Nora North' via pmem <pmem@googlegroups.com>\nX-Original-From: Nora North <nora@x.org>",
    { name: 'Nora North', address: 'nora@x.org' },
  ],
  [
    'From: Nora North via Pmem <pmem@lists.x.org>\nReply-To: Pmem <pmem@lists.x.org>, Nora North <nora@x.org>',
    { name: 'Nora North', address: 'nora@x.org' },
  ],
  [
    'From: "North, Nora via Pmem" <pmem@lists.x.org>\nReply-To: "North, Nora" <nora@x.org>',
    { name: 'North, Nora', address: 'nora@x.org' },
  ],
  [
    'From: Nora North via groups.io <nora=x.org@groups.io>',
    { name: 'Nora North', address: 'nora@x.org' },
  ],
  ['From: Nora North <nora=40x.org@dmarc.ietf.org>', { name: 'Nora North', address: 'nora@x.org' }],
  [
    'From: Nora North via Pmem <pmem@lists.x.org>\nReply-To: Nora North <nora@x.org>',
    { name: 'Nora North', address: 'nora@x.org' },
  ],
  [
    'From: Nora North via Pmem <pmem@lists.x.org>\nCc: Pmem <pmem@lists.x.org>, Nora North <nora@x.org>',
    { name: 'Nora North', address: 'nora@x.org' },
  ],
  [
    'From: Nora North via Pmem <pmem@lists.x.org>\nX-MailFrom: nora@x.org\nReply-To: pmem@lists.x.org',
    { name: 'Nora North', address: 'nora@x.org' },
  ],
  [
    'From: Nora North (via pmem Mailing List) <pmem@lists.x.org>\nReply-To: Nora North <nora@x.org>',
    { name: 'Nora North', address: 'nora@x.org' },
  ],
  [
    'From: =?utf-8?q?Nora_North_=C3=BCber_Pmem?= <pmem@lists.x.org>\nReply-To: Nora North <nora@x.org>',
    { name: 'Nora North', address: 'nora@x.org' },
  ],
  [
    'From: Nora North <dmarc-noreply@freelists.org>\nReply-To: nora@x.org',
    { name: 'Nora North', address: 'nora@x.org' },
  ],
  [
    'From: Nora North <0000012ab-dmarc-request@listserv.x.org>\nReply-To: Nora North <nora@x.org>',
    { name: 'Nora North', address: 'nora@x.org' },
  ],
  ['From: Nora North <prvs=1234ab=nora@x.org>', { name: 'Nora North', address: 'nora@x.org' }],
  ['From: "Nora North (JIRA)" <jira@x.org>', { name: 'Nora North', address: 'jira@x.org' }],
  // The address of one review is nobody's.
  [
    'From: Nora North via Reviews <reviews@x.org>\nReply-To: reviews+D1@x.org',
    { name: 'Nora North', address: 'reviews@x.org' },
  ],
  // A person whose name has such a word is not sent by a list.
  [
    'From: Nora por Mar <nora@x.org>\nReply-To: Sam South <sam@x.org>',
    { name: 'Nora por Mar', address: 'nora@x.org' },
  ],
  // Somebody else's Reply-To is not the author's.
  [
    'From: Nora North via Pmem <pmem@lists.x.org>\nReply-To: Sam South <sam@x.org>',
    { name: 'Nora North', address: 'pmem@lists.x.org' },
  ],
])('the author of a mail that a list sent: %s', (header, author) => {
  expect(authorOf(header)).toEqual(author);
});

const daemon = 'From: bugzilla-daemon@bugs.x.org';
test.each([
  ['--- Comment #4 from Nora North (nora@x.org) ---\nIt hangs.\n', 'Nora North', 'nora@x.org'],
  [
    '--- Comment #4 from Nora North <nora@x.org> 2015-01-02 10:11:12 UTC ---\nIt\n',
    'Nora North',
    'nora@x.org',
  ],
  ['------- Additional Comments From nora@x.org  2004-01-02 10:11 -------\nIt\n', '', 'nora@x.org'],
  ['Nora North <nora@x.org> changed:\n\n  What | Removed\n', 'Nora North', 'nora@x.org'],
  ['   Summary: it hangs\n  Reporter: nora@x.org\n', '', 'nora@x.org'],
])('a tracker names who wrote: %s', (body, name, address) => {
  expect(authorOf(daemon, body)).toEqual({ name, address });
});

test('what tip-bot sends is by whoever committed it', () => {
  const from = 'From: tip-bot for Nora North <tipbot@zytor.com>';
  expect(
    authorOf(from, 'Commit-ID:  12ab\nAuthor:     Nora North <nora@x.org>\n\nx86: y\n'),
  ).toEqual({
    name: 'Nora North',
    address: 'nora@x.org',
  });
  expect(authorOf(from, 'Author: Sam South <sam@x.org>\n').address).toBe('');
});

test('a daemon that names nobody wrote it itself; a person who quotes one did not', () => {
  expect(authorOf(daemon, 'The nightly run failed.\n').address).toBe('bugzilla-daemon@bugs.x.org');
  const quoting = '--- Comment #4 from Nora North (nora@x.org) ---\nI doubt that.\n';
  expect(authorOf('From: Sam South <sam@x.org>', quoting).name).toBe('Sam South');
});
