import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { Identities } from '../../data/schema/identities.ts';
import type { MessageId } from '../../data/schema/ids.ts';
import { People } from '../../data/schema/people.ts';
import { openReader } from '../../data/schema/store/open.ts';
import { openWriter } from '../../data/schema/store/writer.ts';
import { command as claimsCommand } from '../commands/claims.ts';
import { command as peopleCommand } from '../commands/people.ts';
import { runCommand } from '../commands/run-command.ts';
import { TestStore } from './memory-source.ts';

const store = new TestStore('ingest-people');
afterAll(() => store.remove());

const words = 'The flush of the first copy must reach the medium before the second copy is begun.';

const mail = (from: string, id: string, on: string | null, text: string) =>
  [
    `From: ${from}`,
    `Date: Mon, 06 May 2019 1${id.length}:00:00 +0000`,
    'Subject: Two copies',
    `Message-ID: <${id}@x>`,
    ...(on ? [`In-Reply-To: <${on}@x>`] : []),
    '',
    text,
    '',
  ].join('\n');

/** The two addresses that data/people.yaml knows of one person, here under two names. */
const thread = (first: string, second: string) => [
  mail(`hch <${first}>`, 'a', null, words),
  mail('Ada <ada@example.org>', 'bb', 'a', `> ${words}\n\nWhy?`),
  mail(`Christoph Hellwig <${second}>`, 'ccc', 'bb', `${words}\n\nThat is why.`),
];

function held() {
  const reader = openReader(store.file);
  try {
    return {
      people: [...reader.activity().values()].map(({ people }) => people),
      quotes: reader.quotesIn('<ccc@x>' as MessageId).length,
    };
  } finally {
    reader.close();
  }
}

test('whoever was reviewed as one counts once and does not quote himself', async () => {
  await store.fill(thread('hch@lst.de', 'hch@infradead.org'));
  expect(held()).toEqual({ people: [2], quotes: 0 });
  await store.fill(thread('someone@lst.de', 'hch@infradead.org'));
  expect(held()).toEqual({ people: [3], quotes: 1 });
});

test('another review is heeded by the next writer: counts, and what is derived anew', async () => {
  await store.fill(thread('someone@lst.de', 'hch@infradead.org'));
  const people = [
    { name: 'C. H.', addresses: ['someone@lst.de', 'hch@infradead.org'], because: 'a test' },
  ];
  const writer = openWriter(store.file);
  const identities = new Identities({ schemaVersion: 1, people, apart: [] });
  expect(writer.components.dirty()).toEqual([]);
  writer.batch(() => writer.copies.table.senders.review(identities));
  expect(writer.components.dirty()).toHaveLength(1);
  writer.close();
  expect(held().people).toEqual([2]);
});

test('whoever asks for claims is told by the reviewed file as it is now', async () => {
  await store.fill(thread('hch@lst.de', 'hch@infradead.org'));
  const db = new Database(store.file);
  db.exec("UPDATE sender SET person = NULL; UPDATE reviewed SET hash = 'of another file'");
  db.close();
  expect(held().people).toEqual([3]);
  await runCommand(claimsCommand, ['--store', store.file]);
  expect(held()).toEqual({ people: [2], quotes: 0 });
});

test('a proposal is refused by the schema until somebody says why', async () => {
  const many = (address: string) => (_: unknown, i: number) =>
    mail(`Nora Nord <${address}>`, `${address[0]}${i}`, null, `Text ${i} of ${address}.`);
  const three = Array.from({ length: 3 });
  await store.fill([...three.map(many('nora@a.org')), ...three.map(many('o@b.org'))]);
  const { out } = await runCommand(peopleCommand, ['--propose', '--store', store.file]);
  expect(out).toBe(
    '# 3 + 3 messages\n- name: Nora Nord\n  addresses:\n    - nora@a.org\n    - o@b.org\n  because: ""\n',
  );
  const pasted = (text: string) =>
    People.safeParse({ schemaVersion: 1, people: parseDocument(text).toJS(), apart: [] });
  expect(pasted(out).error?.issues.map(({ path }) => path.join('.'))).toEqual(['people.0.because']);
  expect(pasted(out.replace('""', 'her signature')).success).toBe(true);
});
