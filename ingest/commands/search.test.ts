import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command as ingest } from './ingest.ts';
import { command as messages } from './messages.ts';
import { runCommand } from './run-command.ts';
import { command as search } from './search.ts';

const folder = mkdtempSync(join(tmpdir(), 'search-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const store = join(folder, 'store.sqlite');

const mail = (id: string, from: string, subject: string, body: string) =>
  `From n@x Sat Mar  5 09:10:11 2011\nFrom: ${from}\nMessage-ID: <${id}@x>\nDate: Sat, 5 Mar 2011 09:10:11 +0000\nSubject: ${subject}\nContent-Type: text/plain; charset=utf-8\n\n${body}\n\n`;

beforeAll(async () => {
  const box = [
    mail('ja', '鈴木 <s@x.org>', '障害の後', '再起動の後でログを読み直すことが必要です。'),
    mail('zh', '李雷 <l@x.org>', '刷新', '缓存行必须先写回持久内存，然后才能返回。'),
    mail('ko', '김민수 <k@x.org>', '로그', '영속메모리에서는 로그를 다시 읽습니다.'),
    mail('th', 'Somchai <t@x.org>', 'บันทึก', 'หน่วยความจำถาวรต้องถูกล้างก่อน'),
    mail('pl', 'Łukasz Żółć <z@x.org>', 'Log', 'Zażółć gęślą jaźń przed zapisem.'),
    mail('cs', 'Jiří Dvořák <j@x.org>', 'Log', 'Příliš žluťoučký kůň úpěl.'),
    mail('en', 'Nora <n@x.org>', 'Log', 'The oﬃcial ﬁle says ＦＵＬＬ width, naïvely.'),
  ];
  writeFileSync(join(folder, 'list.mbox'), box.join(''));
  await runCommand(ingest, [join(folder, 'list.mbox'), '--store', store]);
});

const found = async (...args: string[]) =>
  (await runCommand(search, [...args, '--json', '--store', store])).lines.map(
    ({ messageId }) => messageId,
  );

test.each([
  ['ログ', '<ja@x>'],
  ['再起動', '<ja@x>'],
  ['読み直す', '<ja@x>'],
  ['持久内存', '<zh@x>'],
  ['缓存', '<zh@x>'],
  ['영속메모리', '<ko@x>'],
  ['ความจำ', '<th@x>'],
  ['Dvorak OR prilis', '<cs@x>'],
  ['gesla zazolc', '<pl@x>'],
  ['official file', '<en@x>'],
  ['full naively', '<en@x>'],
  ['"ﬁle says"', '<en@x>'],
])('%s finds %s', async (query, id) => {
  expect(await found(query)).toEqual([id]);
});

test('characters of a word in another order are not the word', async () => {
  expect(await found('内存持久')).toEqual([]);
  expect(await found('グロ')).toEqual([]);
});

test('what was found is marked, accents and all', async () => {
  const { lines } = await runCommand(search, ['zluto*', '--json', '--store', store]);
  expect(lines[0]?.['snippet']).toBe('Příliš \u0002žluťo\u0003učký kůň úpěl.');
  const ja = await runCommand(search, ['ログ', '--json', '--store', store]);
  expect(ja.lines[0]?.['snippet']).toContain('\u0002ログ\u0003を');
});

test.each([
  ['jiri', '<cs@x>'],
  ['DVORAK', '<cs@x>'],
  ['lukasz zolc', '<pl@x>'],
  ['鈴', '<ja@x>'],
  ['k@x', '<ko@x>'],
])('--from %s', async (from, id) => {
  const { lines } = await runCommand(messages, ['--from', from, '--json', '--store', store]);
  expect(lines.map(({ messageId }) => messageId)).toEqual([id]);
});

test('a store whose index is behind is brought up to date before it is searched', async () => {
  const db = new Database(store);
  db.exec(
    "INSERT INTO own_text (own_text) VALUES ('delete-all'); UPDATE text_index SET last_key = 0",
  );
  db.close();
  expect(await found('ログ')).toEqual(['<ja@x>']);
});
