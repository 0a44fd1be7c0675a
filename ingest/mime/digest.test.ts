import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMail } from './digest.ts';

const source = { location: 't', format: 'eml' };
const read = (raw: string) => {
  const parsed = parseMail(Buffer.from(raw), source);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.messages.map(({ from, subject, body }) => [
    from.name || from.address,
    subject,
    body,
  ]);
};

const inner = (name: string, text: string) =>
  `From: ${name} <${name.toLowerCase()}@x.org>\nSubject: log ${name}\nMessage-ID: <${name}@x.org>\n\n${text}\n`;
const both = [
  ['Nora', 'log Nora', expect.stringContaining('The log must wrap.')],
  ['Sam', 'log Sam', expect.stringContaining('It never does.')],
];

test('a multipart/digest is its messages, at the top or beside a table of contents', () => {
  const parts = `--d\n\n${inner('Nora', 'The log must wrap.')}\n--d\nContent-Type: message/rfc822\n\n${inner('Sam', 'It never does.')}\n--d--\n`;
  const head = 'From: list-request@x.org\nSubject: Pmem Digest, Vol 7\nContent-Type: ';
  expect(read(`${head}multipart/digest; boundary=d\n\n${parts}`)).toEqual(both);
  expect(
    read(
      `${head}multipart/mixed; boundary=m\n\n--m\n\nToday's topics\n--m\nContent-Type: multipart/digest; boundary=d\n\n${parts}\n--m--\n`,
    ),
  ).toEqual(both);
});

test('a plain digest is its messages; a line of hyphens in one of them parts nothing', () => {
  const rule = `${'-'.repeat(30)}\n`;
  const raw = [
    'From: list-request@x.org\nSubject: Pmem Digest, Vol 7, Issue 2\n\nToday: two mails\n\n',
    `${'-'.repeat(70)}\n\nMessage: 1\nDate: Sat, 5 Mar 2011 09:10:11 +0300\n`,
    inner('Nora', `The log must wrap.\n\n${rule}\nSo says the table above.`),
    `\n\n${rule}\nMessage: 2\n${inner('Sam', 'It never does.')}\n${rule}\nSubject: Digest Footer\n\n`,
    `____\nPmem mailing list\n\n${rule}\nEnd of Pmem Digest, Vol 7, Issue 2\n*****\n`,
  ].join('');
  const messages = read(raw);
  expect(messages).toEqual(both);
  expect(messages[0]?.[2]).toContain('So says the table above.');
  expect(messages[1]?.[2]).not.toContain('mailing list');
});

test('a mail about a digest is a mail', () => {
  expect(read('From: a@x.org\nSubject: Re: Pmem Digest, Vol 7\n\nI missed it.\n')).toHaveLength(1);
  const forwarded = `From: a@x.org\nSubject: see this\nContent-Type: multipart/mixed; boundary=m\n\n--m\n\nMy words.\n--m\nContent-Type: message/rfc822\n\n${inner('Nora', 'The log must wrap.')}\n--m--\n`;
  expect(read(forwarded)).toEqual([
    ['a@x.org', 'see this', expect.stringMatching(/My words[\s\S]*wrap/)],
  ]);
});

test('no digest makes the reader throw or lose a whole mail', () => {
  const line = fc.constantFrom(
    '-'.repeat(70),
    '-'.repeat(30),
    '--d',
    '--d--',
    'From: a@x',
    '',
    'words',
    'Subject: s',
    ' more',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.boolean(), (lines, multipart) => {
      const type = multipart ? 'Content-Type: multipart/digest; boundary=d\n' : '';
      const parsed = parseMail(
        Buffer.from(`From: a@x\nSubject: Digest\n${type}\n${lines.join('\n')}`),
        source,
      );
      expect(parsed.ok && parsed.messages.length).toBeGreaterThan(0);
    }),
  );
});
