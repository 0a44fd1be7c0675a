import { afterAll, expect, test } from 'vitest';
import type { MessageId } from '../../data/schema/ids.ts';
import { openReader } from '../../data/schema/store/open.ts';
import { extractClaims } from '../claim/extract.ts';
import { TestStore } from './memory-source.ts';

const store = new TestStore('ingest-who-speaks');
afterAll(() => store.remove());

const first = 'A journal that is replayed twice must give the same tree as one replay.';
const second = 'The checksum alone does not show which of two copies is the newer one.';
const words = `${first}\n${second}`;

interface Mail {
  readonly from: string;
  readonly id: string;
  readonly text: string;
  readonly on?: string;
  readonly type?: string;
}

function mail({ from, id, text, on, type = 'text/plain; charset=utf-8' }: Mail): string {
  return [
    `From: ${from} <${from.split(' ')[0]?.toLowerCase()}@example.org>`,
    `Date: Mon, 06 May 2019 ${on ? '10' : '08'}:00:00 +0000`,
    'Subject: Replaying twice',
    `Message-ID: <${id}@x>`,
    ...(on ? [`In-Reply-To: <${on}@x>`] : []),
    `Content-Type: ${type}`,
    '',
    text,
    '',
  ].join('\n');
}

const origin = mail({ from: 'Ines Iver', id: 'o', text: words });
const answer = 'No, the second replay is never run at all.';

async function read(text: string, type?: string, first = origin) {
  const reply = { from: 'Karl Krug', id: 'r', on: 'o', text, ...(type && { type }) };
  await store.fill([first, mail(reply)]);
  const reader = openReader(store.file);
  try {
    const message = [...reader.messages({})].find(({ messageId }) => messageId === '<r@x>');
    if (!message) throw new Error('the reply is not held');
    const own = reader.search('replayed checksum OR replayed', { in: 'own' });
    return {
      quotes: reader.quotesIn(message.messageId).map((it) => ({
        depth: it.depth,
        by: it.attributedTo,
        origin: it.origin?.messageId ?? null,
        fidelity: it.fidelity,
        words: it.text.replace(/\s+/g, ' ').trim(),
      })),
      claims: extractClaims(message, { approaches: null, classifier: null }).map((c) => c.text),
      own: reader.search('newer checksum', { in: 'own' }).map((hit) => hit.messageId),
      quoted: reader.search('newer checksum', { in: 'quoted' }).map((hit) => hit.messageId),
      said: own.length,
    };
  } finally {
    reader.close();
  }
}

const marked = (mark: string) => words.replace(/^/gm, mark);
const head = (lines: readonly string[]) => `${answer}\n\n${lines.join('\n')}\n\n${words}`;

test.each<[string, string, string?]>([
  [
    'header lines without a rule',
    head([
      'From: Ines Iver <ines@example.org>',
      'Sent: Monday, May 6, 2019 10:00 AM',
      'To: fs@example.org',
      'Subject: Replaying twice',
    ]),
  ],
  [
    'bold header lines',
    head([
      '*From:* Ines Iver <ines@example.org>',
      '*Date:* Monday, 6 May 2019 at 10:00',
      '*To:* fs@example.org',
    ]),
  ],
  [
    'a rule and header lines',
    head([
      '-----Original Message-----',
      'From: Ines Iver',
      'Sent: Monday, May 6, 2019 10:00 AM',
      'Subject: Replaying twice',
    ]),
  ],
  [
    'a long rule and header lines',
    head([
      '________________________________',
      'From: Ines Iver <ines@example.org>',
      'Sent: Monday, May 6, 2019 10:00:00 AM',
      'To: fs',
    ]),
  ],
  [
    'marks below header lines',
    `${answer}\n\n-----Original Message-----\nFrom: Ines Iver <ines@example.org>\nDate: Monday, May 6, 2019 10:00 AM\n\n${marked('> ')}`,
  ],
  [
    'an attribution below a rule',
    `${answer}\n\n------- Original Message -------\nOn Monday, May 6th, 2019 at 8:00 AM, Ines Iver <ines@example.org> wrote:\n\n${marked('> ')}`,
  ],
  [
    'German header lines',
    head([
      '-----Ursprüngliche Nachricht-----',
      'Von: Ines Iver <ines@example.org>',
      'Gesendet: Montag, 6. Mai 2019 10:00',
      'An: fs@example.org',
      'Betreff: Replaying twice',
    ]),
  ],
  [
    'Polish header lines',
    head([
      '-----Wiadomość oryginalna-----',
      'Od: Ines Iver',
      'Wysłano: poniedziałek, 6 maja 2019 10:00',
      'Do: fs',
    ]),
  ],
  [
    'Korean header lines',
    head([
      '-----Original Message-----',
      '보낸 사람: Ines Iver <ines@example.org>',
      '보낸 날짜: 2019년 5월 6일 월요일 10:00',
      '받는 사람: fs',
    ]),
  ],
  [
    'Finnish header lines without a rule',
    head([
      'Lähettäjä: Ines Iver <ines@example.org>',
      'Lähetetty: maanantai 6. toukokuuta 2019 10.00',
      'Vastaanottaja: fs',
    ]),
  ],
  [
    'a label that no table knows',
    head([
      'Bidalia: Ines Iver <ines@example.org>',
      'Data: 2019-05-06 10:00',
      'Nori: fs@example.org',
      'Gaia: Replaying twice',
    ]),
  ],
  ['bars', `Ines Iver <ines@example.org> wrote:\n${marked('| ')}\n\n${answer}`],
  ['braces', `Ines Iver <ines@example.org> wrote:\n${marked('} ')}\n\n${answer}`],
  ['colons', `Ines Iver <ines@example.org> wrote:\n${marked(': ')}\n\n${answer}`],
  ['full-width marks', `Ines Iver <ines@example.org> wrote:\n${marked('＞ ')}\n\n${answer}`],
  ['angle quotation marks', `Ines Iver <ines@example.org> wrote:\n${marked('› ')}\n\n${answer}`],
  ['escaped marks', `Ines Iver <ines@example.org> wrote:\n${marked('&gt; ')}\n\n${answer}`],
  ['indentation', `Ines Iver <ines@example.org> wrote:\n${marked('    ')}\n\n${answer}`],
  ['a tab before the mark', `Ines Iver <ines@example.org> wrote:\n${marked('\t> ')}\n\n${answer}`],
  ['initials', `Ines Iver <ines@example.org> wrote:\n${marked('II> ')}\n\n${answer}`],
  [
    'an attribution within the quote',
    `${answer}\n\n> On 6 May 2019, at 08:00, Ines Iver <ines@example.org> wrote:\n> \n${marked('> ')}`,
  ],
  [
    'header lines within the quote',
    `${answer}\n\n> From: Ines Iver <ines@example.org>\n> Sent: Monday, May 6, 2019 8:00 AM\n> To: fs@example.org\n> \n${marked('> ')}`,
  ],
  [
    'a HTML quote',
    `<p>${answer}</p><div>On Mon, May 6, 2019 at 8:00 AM Ines Iver &lt;<a href="mailto:ines@example.org">ines@example.org</a>&gt; wrote:</div><blockquote><p>${first}<br>${second}</p></blockquote>`,
    'text/html; charset=utf-8',
  ],
  [
    'HTML header lines',
    `<p>${answer}</p><hr><p><b>From:</b> Ines Iver &lt;ines@example.org&gt;<br><b>Sent:</b> Monday, May 6, 2019 8:00 AM<br><b>To:</b> fs<br><b>Subject:</b> Replaying twice</p><p>${first}<br>${second}</p>`,
    'text/html; charset=utf-8',
  ],
])('%s', async (_, text, type) => {
  const found = await read(text, type);
  expect(found.quotes).toEqual([
    {
      depth: 1,
      by: 'Ines Iver',
      origin: '<o@x>',
      fidelity: 'verbatim',
      words: `${first} ${second}`,
    },
  ]);
  expect(found.claims.join(' ')).not.toMatch(/journal|checksum|Ines|example/);
  expect(found.own).toEqual(['<o@x>']);
  expect(found.quoted).toEqual(['<r@x>']);
});

test.each<[string, string]>([
  ['nothing at all', `${answer}\n\n${words}`],
  ['indentation alone', `${answer}\n\n${marked('      ')}`],
  ['a mark that nobody uses', `${answer}\n\n${marked('# ')}`],
])('words that another wrote, marked by %s', async (_, text) => {
  const found = await read(text);
  expect(found.quotes).toMatchObject([{ depth: 1, origin: '<o@x>', fidelity: 'verbatim' }]);
  expect(found.claims.join(' ')).not.toMatch(/journal|checksum/);
  expect(found.own).toEqual(['<o@x>']);
});

test.each<[string, readonly string[]]>([
  [
    'header lines',
    ['From: Ines Iver <ines@example.org>', 'Sent: Monday, May 6, 2019 10:00 AM', 'To: fs'],
  ],
  [
    'Spanish header lines',
    ['-----Mensaje original-----', 'De: Ines Iver', 'Enviado el: lunes, 6 de mayo de 2019 10:00'],
  ],
])('answers between unmarked paragraphs below %s', async (_, header) => {
  const third = 'An extent that was freed twice shows up in the second replay only.';
  const said = [first, second, third].join('\n\n');
  const reply = [
    'Inline.',
    ...header,
    first,
    'Never.',
    second,
    'It does, since the copy bears a sequence number.',
    third,
  ];
  await store.fill([
    mail({ from: 'Ines Iver', id: 'o', text: said }),
    mail({
      from: 'Karl Krug',
      id: 'r',
      on: 'o',
      text: `${reply[0]}\n\n${header.join('\n')}\n\n${reply.slice(1 + header.length).join('\n\n')}`,
    }),
  ]);
  const reader = openReader(store.file);
  try {
    expect(
      reader.quotesIn('<r@x>' as MessageId).map((it) => [it.text, it.origin?.messageId]),
    ).toEqual([
      [first, '<o@x>'],
      [second, '<o@x>'],
      [third, '<o@x>'],
    ]);
    const own = (words: string) => reader.search(words, { in: 'own' }).map((hit) => hit.messageId);
    expect(own('never')).toEqual(['<r@x>']);
    expect(own('sequence number')).toEqual(['<r@x>']);
    expect(own('checksum')).toEqual(['<o@x>']);
  } finally {
    reader.close();
  }
});

test('the quotes of an author of himself, trailers and a phrase of a few words are his', async () => {
  await store.fill([
    origin,
    mail({ from: 'Ines Iver', id: 'r', on: 'o', text: `Once more:\n\n${words}` }),
    mail({
      from: 'Karl Krug',
      id: 's',
      on: 'o',
      text: 'must give the same tree\n\nReviewed-by: Karl Krug <karl@example.org>',
    }),
  ]);
  const reader = openReader(store.file);
  try {
    expect([...reader.messages({})].flatMap(({ messageId }) => reader.quotesIn(messageId))).toEqual(
      [],
    );
    expect(reader.search('newer checksum', { in: 'own' })).toHaveLength(2);
  } finally {
    reader.close();
  }
});

test('what comes later shows who speaks, whatever the order', async () => {
  const reply = mail({ from: 'Karl Krug', id: 'r', on: 'o', text: `${answer}\n\n${words}` });
  await store.fill([origin, reply]);
  const expected = store.digest();
  await store.fill([reply], [origin]);
  expect(store.digest()).toBe(expected);
  const reader = openReader(store.file);
  try {
    expect(reader.search('newer checksum', { in: 'own' }).map((hit) => hit.messageId)).toEqual([
      '<o@x>',
    ]);
    expect(reader.search('newer checksum', { in: 'quoted' }).map((hit) => hit.messageId)).toEqual([
      '<r@x>',
    ]);
  } finally {
    reader.close();
  }
});

test.each<[string, string, string, 'verbatim' | 'altered']>([
  [
    'accents apart',
    'La clé déjà gardée reste privée après le redémarrage.'.normalize('NFC'),
    'La clé déjà gardée reste privée après le redémarrage.'.normalize('NFD'),
    'verbatim',
  ],
  ['a byte-order mark', first, `\ufeff${first}`, 'verbatim'],
  ['no-break spaces', first, first.replaceAll(' ', '\u00a0'), 'verbatim'],
  [
    'Cyrillic with two words changed',
    'Журнал, прочитанный дважды, должен давать одно дерево, иначе он бесполезен.',
    'Журнал, записанный дважды, должен давать другое дерево, иначе он бесполезен.',
    'altered',
  ],
  [
    'Cyrillic as it was',
    'Журнал, прочитанный дважды, должен давать одно дерево.',
    'Журнал, прочитанный дважды, должен давать одно дерево.',
    'verbatim',
  ],
  [
    'Chinese wrapped anew',
    '重放两次的日志必须得到与一次重放相同的树，否则校验和没有意义。',
    '重放两次的日志必须得到与\n> 一次重放相同的树，否则校验和\n> 没有意义。',
    'verbatim',
  ],
  [
    'Chinese with a word changed',
    '重放两次的日志必须得到与一次重放相同的树，否则校验和没有意义。',
    '重放两次的日志不必得到与一次重放相同的树，否则校验和没有意义。',
    'altered',
  ],
  [
    'Thai wrapped anew',
    'บันทึกที่เล่นซ้ำสองครั้งต้องให้ต้นไม้เดียวกัน',
    'บันทึกที่เล่นซ้ำสอง\n> ครั้งต้องให้ต้นไม้เดียวกัน',
    'verbatim',
  ],
  [
    'an umlaut changed',
    'Der schöne Baum bleibt nach dem zweiten Lauf gleich.',
    'Der schüne Baum bleibt nach dem zweiten Lauf gleich.',
    'altered',
  ],
  [
    'an umlaut lost',
    'Der schöne Baum bleibt nach dem zweiten Lauf gleich.',
    'Der sch?ne Baum bleibt nach dem zweiten Lauf gleich.',
    'verbatim',
  ],
  [
    'UTF-8 read as Latin-1',
    'Der schöne Baum bleibt nach dem zweiten Lauf gleich.',
    'Der schÃ¶ne Baum bleibt nach dem zweiten Lauf gleich.',
    'verbatim',
  ],
])('%s', async (_, said, quoted, fidelity) => {
  const found = await read(
    `> ${quoted}\n\n${answer}`,
    undefined,
    mail({ from: 'Ines Iver', id: 'o', text: said }),
  );
  expect(found.quotes.length).toBeGreaterThan(0);
  for (const quote of found.quotes) expect(quote).toMatchObject({ origin: '<o@x>', fidelity });
});

test("elisions and boilerplate are nobody's words", async () => {
  const patch = `${first}\n${second}\nindex 3f2a91c..77d0e1b 100644`;
  const found = await read(
    `> ${first}\n> ...\n\nWhy?\n\n> index 3f2a91c..77d0e1b 100644\n\n${answer}`,
    undefined,
    mail({ from: 'Ines Iver', id: 'o', text: patch }),
  );
  expect(found.quotes.map(({ words, origin }) => [words, origin])).toEqual([
    [first, '<o@x>'],
    ['index 3f2a91c..77d0e1b 100644', null],
  ]);
});

test.each<[string, string]>([
  [
    'a sanitizer',
    'Memory state around the buggy address:\n ffff8a10: fc fc fc fc\n>ffff8a18: fc fb fb fb\n                    ^\n ffff8a20: fb fb fb fb',
  ],
  [
    'a build robot',
    'New warnings are prefixed by >>\n\n>> fs/tree.c:71:9: warning: unused label\n   fs/tree.c:70:1: note: here',
  ],
  [
    'a listing',
    'vim +/replay +71 fs/tree.c\n\n    70\tstatic void begin(void)\n  > 71\t\treplay(log);\n    72\t}',
  ],
  ['a stuffed line', 'The log says\n >begin of the second replay here\nand no more.'],
])('marks of %s are no quotes', async (_, text) => {
  const found = await read(text);
  expect(found.quotes).toEqual([]);
});

test.each([
  ['one word', `> ${first}\n> ${second.slice(0, 65)}\n${second.slice(66)}\n\n${answer}`],
  [
    'more of the quote below',
    `> ${first.slice(0, 59)}\n${first.slice(60)}\n> ${second}\n\n${answer}`,
  ],
])('the end of a line broken off without marks: %s', async (_, text) => {
  const { quotes, claims, own, quoted } = await read(text);
  expect(quotes.map(({ words: said }) => said).join(' ')).toBe(words.replace('\n', ' '));
  for (const quote of quotes) expect(quote).toMatchObject({ fidelity: 'verbatim', depth: 1 });
  expect([claims, own, quoted]).toEqual([[answer], ['<o@x>'], ['<r@x>']]);
});

test.each([
  ['other words', `> ${first}\n> ${second.slice(0, 65)}\nno.\n\n${answer}`],
  ['an answer that goes on', `> ${first}\n> ${second.slice(0, 65)}\none. ${answer}\n\nYes.`],
  ['a short line above', `> The checksum\nalone\n\n${answer}`],
])('no end of the line above: %s', async (_, text) => {
  const { quotes } = await read(text);
  expect(quotes.map(({ words: said }) => said).join(' ')).toBe(
    text
      .split('\n')
      .filter((line) => line.startsWith('>'))
      .map((line) => line.slice(2))
      .join(' '),
  );
});
