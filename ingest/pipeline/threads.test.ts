import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openReader } from '../../data/schema/store/open.ts';
import { arrivalLaw } from './arrival-law.ts';
import { TestStore } from './memory-source.ts';

const store = new TestStore('ingest-threads');
afterAll(() => store.remove());

interface Mail {
  readonly from: string;
  readonly id: string;
  readonly minute: number;
  readonly subject: string;
  readonly header?: string;
  readonly text?: string;
}

const mail = ({ from, id, minute, subject, header, text = 'Some words of no weight.' }: Mail) =>
  [
    `From: ${from} <${from.toLowerCase()}@example.org>`,
    `Date: ${new Date(Date.UTC(2019, 4, 6, 8, minute)).toUTCString()}`,
    `Subject: ${subject}`,
    `Message-ID: <${id}>`,
    ...(header ? [header] : []),
    '',
    text,
    '',
  ].join('\n');

/** Threads as `root(child child=link)`, in the order of the store. */
function threads(): string[] {
  const reader = openReader(store.file);
  try {
    return [...reader.threads()].map(({ messages }) =>
      messages
        .map(({ messageId, inReplyTo, ghost, link }) => {
          const name = (id: string) => id.slice(1, -1).split('@')[0];
          const under = inReplyTo ? `${name(inReplyTo)}>` : '';
          return `${under}${ghost ? '?' : ''}${name(messageId)}${link ? `=${link}` : ''}`;
        })
        .join(' '),
    );
  } finally {
    reader.close();
  }
}

const start: Mail = {
  from: 'Nora',
  id: '1557.nora@example.org',
  minute: 0,
  subject: 'Batches of inodes',
  text: 'Inodes are freed in batches of thirty two, and each batch takes the lock once.',
};
const reply = { from: 'Olaf', id: 'reply@x', minute: 30, subject: 'Re: Batches of inodes' };
const quoted = '> Inodes are freed in batches of thirty two, and each batch takes the lock once.';

test.each<[string, Mail[], string[]]>([
  [
    'a parent without brackets',
    [start, { ...reply, header: 'In-Reply-To: 1557.nora@example.org' }],
    ['1557.nora 1557.nora>reply'],
  ],
  [
    'a parent written as an encoded word',
    [start, { ...reply, header: 'In-Reply-To: =?utf-8?Q?=3C1557=2Enora=40example=2Eorg=3E?=' }],
    ['1557.nora 1557.nora>reply'],
  ],
  [
    'a parent without @',
    [
      { ...start, id: '1557-17' },
      { ...reply, header: 'In-Reply-To: <1557-17>' },
    ],
    ['1557-17 1557-17>reply'],
  ],
  [
    'an address in prose is no parent',
    [start, { ...reply, subject: 'Other', header: 'In-Reply-To: what nora@example.org said' }],
    ['1557.nora', 'reply'],
  ],
  [
    'another subject without a quote is a branch',
    [start, { ...reply, subject: 'Party in May', header: `In-Reply-To: <${start.id}>` }],
    ['1557.nora 1557.nora>reply=branch'],
  ],
  [
    'another subject that quotes is none',
    [
      start,
      {
        ...reply,
        subject: 'Locks (was: batches)',
        header: `In-Reply-To: <${start.id}>`,
        text: `${quoted}\n\nDoes it?`,
      },
    ],
    ['1557.nora 1557.nora>reply'],
  ],
  [
    'an attribution that names author and instant makes a parent probable',
    [
      start,
      { ...reply, text: `On Mon, 6 May 2019 08:00:00 +0000, Nora wrote:\n${quoted}\n\nDoes it?` },
    ],
    ['1557.nora 1557.nora>reply=probable'],
  ],
  [
    'so does one that names the author of the words',
    [start, { ...reply, text: `Nora <nora@example.org> wrote:\n${quoted}\n\nDoes it?` }],
    ['1557.nora 1557.nora>reply=probable'],
  ],
  [
    'not where somebody else wrote them',
    [start, { ...reply, text: `Piet <piet@example.org> wrote:\n${quoted}\n\nDoes it?` }],
    ['1557.nora', 'reply'],
  ],
  [
    'a series sent without references is one thread',
    [2, 0, 3, 1].map((n) => ({
      from: 'Nora',
      id: `${n}@x`,
      minute: n,
      subject: `[RFC][PATCH 0${n}/03] part ${n}`,
      header: 'In-Reply-To: <y>',
    })),
    ['0 0>1=series 0>2=series 0>3=series'],
  ],
])('%s', async (_, mails, expected) => {
  await store.fill(mails.map(mail));
  expect(threads()).toEqual(expected);
  await store.fill(...mails.toReversed().map((one) => [mail(one)]));
  expect(threads()).toEqual(expected);
});

test('series and attributed replies without references make one store in every order', async () => {
  const any = fc
    .record({
      from: fc.constantFrom('Nora', 'Olaf'),
      id: fc.integer({ min: 0, max: 5 }).map((n) => `${n}@x`),
      minute: fc.integer({ min: 0, max: 6 }).map((n) => n * 25),
      subject: fc.constantFrom('Batches', 'Re: Batches', '[PATCH 1/2] batch', '[PATCH 2/2] batch'),
      text: fc.constantFrom(start.text ?? '', `Nora wrote:\n${quoted}\n\nDoes it?`),
    })
    .map(mail);
  await arrivalLaw(store, any, { most: 6, numRuns: 30 });
});
