import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Message, Quote } from '../../data/schema/message.ts';
import { digestStore } from '../../data/schema/store/digest.ts';
import { openDatabase, openReader } from '../../data/schema/store/open.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { extractClaims } from '../claim/extract.ts';
import { openSource } from '../source/open.ts';
import { ingest } from './ingest.ts';

/** Small mails of every mailer, each with the right value; they are not part of the repository. */
const cases = '../shared/cases/mail';
const folder = mkdtempSync(join(tmpdir(), 'ingest-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const readers: StoreReader[] = [];
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});

const io = {
  cwd: process.cwd(),
  stdin: process.stdin,
  signal: new AbortController().signal,
  err: () => undefined,
  terminal: false,
};

async function read(...names: readonly string[]) {
  const store = join(folder, `${count++}.sqlite`);
  const sources = [];
  for (const name of names) sources.push(await openSource(join(cases, name), undefined, io));
  const report = await ingest(sources, store, io);
  for (const source of sources) source.close();
  const reader = openReader(store);
  readers.push(reader);
  const threads = [...reader.threads()];
  const messages = [...reader.messages({})];
  const claimsOf = (message: Message) =>
    extractClaims(message, { approaches: null, classifier: null }).map(({ text }) => text);
  return {
    store,
    report: report.sources,
    threads,
    messages,
    held: messages.filter(({ ghost }) => !ghost),
    by: new Map(messages.map((message) => [id(message), message])),
    quotes: new Map(messages.map((m): [string, Quote[]] => [id(m), reader.quotesIn(m.messageId)])),
    claims: new Map(messages.filter((m) => !m.ghost).map((m) => [id(m), claimsOf(m)])),
    own: (words: string) => reader.search(words, { in: 'own' }).map(id),
    quoted: (words: string) => reader.search(words, { in: 'quoted' }).map(id),
    search: (words: string, from?: string) =>
      reader.search(words, from === undefined ? {} : { from }).map(id),
    ofPerson: (from: string) => [...reader.messages({ from })].map(id),
  };
}

const id = ({ messageId }: { readonly messageId: string }) => messageId.slice(1, -1);

const olga = ['The copy must be flushed before', 'A fence alone does not order'];
const list = (prefix: string) =>
  existsSync(cases) ? readdirSync(cases).filter((name) => name.startsWith(prefix)) : [];

describe.skipIf(!existsSync(cases))('cases', () => {
  test('threads: the parent first, no usable parent, bracketless and encoded ids', async () => {
    const first = await read('01-parent-first-references.mbox');
    expect(first.threads).toHaveLength(1);
    expect(first.messages.map((m) => `${m.inReplyTo ?? ''}${m.messageId}`)).toEqual([
      '<a@x>',
      '<a@x><b@x>',
      '<b@x><ghost@x>',
      '<ghost@x><d@x>',
    ]);
    const series = await read('02-series-bogus-in-reply-to.mbox');
    expect(series.threads).toHaveLength(1);
    expect(series.threads[0]?.series).toMatchObject({ total: 3, patches: [{}, {}, {}] });
    for (const name of ['04-bracketless-in-reply-to.mbox', '05-encoded-word-ids.mbox']) {
      const { threads, by, held } = await read(name);
      expect([threads.length, held.length, by.get('b@x')?.inReplyTo]).toEqual([
        1,
        2,
        held[0]?.messageId,
      ]);
    }
    for (const name of list('96-id-')) {
      const { threads, messages } = await read(name);
      expect([name, threads.length, messages.at(-1)?.inReplyTo]).toEqual([
        name,
        1,
        messages.find(({ body }) => body.startsWith('root text'))?.messageId,
      ]);
    }
  });

  test('headers: a byte-order mark, dates, names', async () => {
    expect((await read('07-bom-before-header.eml')).held[0]?.from.name).toBe('Ada Alpha');
    const dates = await read('08-dates');
    for (const zone of ['GMT+0200', '+02:00', '+2', 'UTC+2']) {
      const message = dates.held.find(({ subject }) => subject.endsWith(` 20:04:05 ${zone}`));
      expect([zone, message?.date]).toEqual([zone, '2016-09-12T18:04:05Z']);
    }
    const odd = dates.held.filter(({ subject }) => /-429496729500|-9900/.test(subject));
    expect(odd.map(({ date }) => date)).toEqual(['2004-07-13T17:09:05Z', '2024-01-01T00:50:48Z']);
    expect((await read('60-pipermail.txt.gz')).by.get('a@x')?.from).toEqual({
      name: 'Ada Alpha',
      address: 'ada@example.org',
    });
    expect((await read('60-pipermail.txt.gz')).quotes.get('b@x')?.[0]?.attributedTo).toBe(
      'Ada Alpha',
    );
    for (const { from } of (await read('62-google-groups.mbox')).held.slice(1)) {
      expect(from).toEqual({ name: 'Bob Beta', address: 'bob@example.org' });
    }
    const bugs = await read('37-bugzilla.mbox');
    expect(bugs.held.map(({ from }) => from.name)).toEqual(['', 'Tina Tester', 'Uwe User']);
    expect([...bugs.claims.values()].flat().join('\n')).not.toMatch(/Comment #|In reply/);
  });

  test.each(
    [...['10-', '11-', '12-', '13-', '15-', '30-', '51-', '50-'].flatMap(list), '32', '53'].filter(
      (name) => name.length > 3,
    ),
  )('%s: her words are a quote', async (name) => {
    const { quotes, claims, own, quoted } = await read(name);
    const reply = name.startsWith('5') ? 'h@x' : 'r@x';
    const all = quotes.get(reply) ?? [];
    expect(all.length).toBeGreaterThan(0);
    for (const quote of all) expect(quote).toMatchObject({ fidelity: 'verbatim' });
    for (const quote of all) expect(quote.origin?.messageId).toBe('<o@x>');
    const words = name.startsWith('5') ? olga.slice(0, 1) : olga;
    for (const said of words) expect(all.map(({ text }) => text).join('\n')).toContain(said);
    for (const claim of claims.get(reply) ?? []) expect(claim).not.toMatch(/flushed|fence|Olga/);
    expect(own('flushed before reader')).toEqual(['o@x']);
    expect(quoted('flushed before reader')).toEqual([reply]);
  });

  test('header lines in other languages, and marks below them', async () => {
    const { quotes, held } = await read('16-localized-original.mbox');
    expect(held).toHaveLength(9);
    for (const { messageId } of held.filter(({ messageId }) => messageId !== '<o@x>')) {
      expect(quotes.get(messageId.slice(1, -1))).toMatchObject([
        { attributedTo: 'Olga Origin', origin: { messageId: '<o@x>' } },
      ]);
    }
    expect((await read('12-original-with-marks.mbox')).quotes.get('r@x')).toMatchObject([
      { depth: 1, attributedTo: 'Olga Origin' },
    ]);
  });

  test('attributions within the quote, and an instant that mutt gives', async () => {
    const apple = await read('31-apple-attribution-inside.mbox');
    expect(apple.quotes.get('r@x')).toMatchObject([{ depth: 1, attributedTo: 'Olga Origin' }]);
    expect(apple.by.get('lost@x')?.from).toEqual({
      name: 'Lena Lost',
      address: 'lena@example.org',
    });
    expect(apple.by.get('lost@x')?.ghost).toBe(true);
    const mutt = await read('39-mutt-attribution-date.mbox');
    expect(mutt.by.get('lost@x')).toMatchObject({
      ghost: true,
      date: '2016-09-12T10:00:00Z',
      from: { name: 'Lena Lost', address: 'lena@example.org' },
    });
  });

  test.each([
    ['21-flowed-delsp.mbox', 'verbatim'],
    ['23-flowed-quoted.mbox', 'verbatim'],
    ['25-nfc-nfd.mbox', 'verbatim'],
    ['26-cyrillic-altered.mbox', 'altered'],
    ['27-cjk-rewrapped.mbox', 'verbatim'],
    ['29-qp-nbsp.mbox', 'verbatim'],
    ['36-bom-quoted.mbox', 'verbatim'],
  ])('%s is %s', async (name, fidelity) => {
    const all = (await read(name)).quotes.get('r@x') ?? [];
    expect(all.length).toBeGreaterThan(0);
    for (const quote of all)
      expect(quote).toMatchObject({ fidelity, origin: { messageId: '<o@x>' } });
  });

  test('the end of a line that a mailer broke off from its marks is quoted', async () => {
    const { quotes, own, quoted, claims } = await read('23-flowed-quoted.mbox');
    expect(
      quotes
        .get('r@x')
        ?.map(({ text }) => text)
        .join('\n'),
    ).toMatch(/another \nthread\.$/);
    expect(own('thread')).toEqual(['o@x']);
    expect(quoted('thread')).toEqual(['r@x']);
    expect(claims.get('r@x')).toEqual([]);
  });

  test('stuffed lines, marks of tools, and elisions are no quotes', async () => {
    const stuffed = await read('24-flowed-stuffed.mbox');
    expect(stuffed.quotes.get('o@x')).toEqual([]);
    expect(stuffed.held[0]?.body).toMatch(/^From here on/m);
    expect([...(await read('34-tool-markers.mbox')).quotes.values()].flat()).toEqual([]);
    const elided = [...(await read('35-elision-quoted-twice.mbox')).quotes.values()].flat();
    expect(elided.map(({ text }) => text).join('\n')).not.toContain('...');
  });

  test('bodies', async () => {
    const ruled = await read('38b-underscore-rule-mid-body.eml');
    expect(ruled.claims).toEqual((await read('38a-no-rule.eml')).claims);
    const charsets = await read('40-charsets.mbox');
    expect(charsets.held).toHaveLength(35);
    for (const { body, subject } of charsets.held) {
      expect([subject, /[\ufeff\ufffd]/.test(body)]).toEqual([subject, false]);
    }
    const big = charsets.held.find(({ subject }) => subject === 'utf-16-be-bom');
    expect(big?.body).toContain('Order is kept – “yes”.');
    for (const name of [...list('41-'), ...list('42-'), ...list('43-')]) {
      const { held, claims, quotes } = await read(name);
      expect(held[0]?.body).toContain('Les données sont écrites.');
      expect(claims.get('o@x')).toEqual([]);
      expect(quotes.get('o@x')).toMatchObject([{ attributedTo: 'Léna In' }]);
    }
    const digest = await read('44-multipart-digest.eml');
    expect(digest.held.map(({ from }) => from.name)).toEqual(['Léna In', 'Bob']);
    expect((await read('55-alternative-empty-plain.eml')).held[0]?.body).toContain(
      'The store must be flushed.',
    );
    const armoured = await read('46-pgp-inline.eml');
    expect(armoured.claims.get('p@x')).toEqual(['The fence must be placed before the store.']);
  });

  test('formats: every message, or a refusal', async () => {
    expect((await read('64-mh')).held.map(id).sort()).toEqual(['m1@x', 'm2@x', 'm3@x']);
    const measured = await read('70-mboxcl2.mbox');
    expect(measured.held.map(({ messageId, body }) => [messageId, body])).toEqual([
      ['<l1@x>', 'From a@x Mon Sep 12 10:00:00 2016\nSubject: not a message\n\nq\n'],
    ]);
    for (const name of ['66-rnews-batch', '72-mbox-iso-date.mbox', '74-mmdf.mmdf']) {
      expect((await read(name)).held).toHaveLength(2);
    }
    expect((await read('68c-mechanical-series.mbox')).held).toHaveLength(8);
    for (const name of ['80-outlook.msg', '81-jmap-json.json']) {
      const source = await openSource(join(cases, name), undefined, io);
      const { sources } = await ingest([source], join(folder, `${count++}.sqlite`), io);
      source.close();
      expect(sources).toMatchObject([{ added: 0, rejected: [{}] }]);
    }
  });

  test('search: scripts without spaces, accents, ligatures', async () => {
    const { search, ofPerson } = await read('90-search.mbox');
    expect(search('永続メモリ')).toEqual(['ja@x']);
    expect(ofPerson('Jerome')).toEqual(['fr@x']);
    expect(search('file ligature')).toEqual(['c@x']);
  });

  test('one message in every order', async () => {
    for (const name of ['97-chain-no-id', '97-dup-three', '97-late-parent', '97-ghost-cycle']) {
      const files = readdirSync(join(cases, name)).map((file) => join(name, file));
      const digests = new Set<string>();
      for (let from = 0; from < files.length; from++) {
        const turned = [...files.slice(from), ...files.slice(0, from)];
        for (const order of [turned, turned.toReversed()]) {
          const db = openDatabase((await read(...order)).store);
          digests.add(digestStore(db).digest);
          db.close();
        }
      }
      expect([name, digests.size]).toEqual([name, 1]);
    }
  });

  test('a new subject that quotes nothing is a branch, an attribution a probable parent', async () => {
    const links = async (name: string) =>
      (await read(name)).threads.flatMap(({ messages }) => messages.map((m) => [id(m), m.link]));
    expect(await links('98-hijack.mbox')).toContainEqual(['h@x', 'branch']);
    expect(await links('99-no-refs-but-attribution.mbox')).toContainEqual(['n@x', 'probable']);
  });

  test('of every file, what was read is kept, a duplicate or rejected', async () => {
    const files = readdirSync(cases).filter((name) => !name.endsWith('.tsv'));
    for (const name of files) {
      const source = await openSource(join(cases, name), undefined, io);
      const { sources } = await ingest([source], join(folder, `${count++}.sqlite`), io);
      source.close();
      const [one] = sources;
      const accounted = (one?.added ?? 0) + (one?.duplicate ?? 0) + (one?.rejected.length ?? 0);
      expect([name, one?.read]).toEqual([name, accounted]);
      expect([name, accounted > 0]).toEqual([name, true]);
    }
  });
});
