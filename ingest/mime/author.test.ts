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

test('a daemon that names nobody wrote it itself; a person who quotes one did not', () => {
  expect(authorOf(daemon, 'The nightly run failed.\n').address).toBe('bugzilla-daemon@bugs.x.org');
  const quoting = '--- Comment #4 from Nora North (nora@x.org) ---\nI doubt that.\n';
  expect(authorOf('From: Sam South <sam@x.org>', quoting).name).toBe('Sam South');
});
