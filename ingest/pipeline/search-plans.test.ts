import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDatabase } from '../../data/schema/store/open.ts';
import { asked, gathered, ranked } from '../../data/schema/store/search.ts';
import { whereOf } from '../../data/schema/store/where.ts';
import { FileSource } from '../source/file-source.ts';
import { ingest } from './ingest.ts';

const folder = mkdtempSync(join(tmpdir(), 'search-plans-'));
let db: Db;
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

beforeAll(async () => {
  const mails = Array.from({ length: 200 }, (_, i) => {
    const words = ['common', i % 2 ? 'odd' : 'even', i % 7 === 0 ? 'seventh' : '', `only${i}`].join(
      ' ',
    );
    const quote = i % 5 === 0 ? '> common fifth\n' : '';
    const day = String(1 + ((i * 17) % 28)).padStart(2, '0');
    return `From n@x Sat Mar  5 09:10:11 2011\nFrom: N${i % 3} <n${i % 3}@x>\nMessage-ID: <${i}@x>\nDate: ${day} Mar 2011 09:${String(i % 60).padStart(2, '0')}:11 +0000\nSubject: log\n\n${quote}${words}\n\n`;
  });
  const file = join(folder, 'list.mbox');
  writeFileSync(file, mails.join(''));
  const io = { err: () => undefined, terminal: false, signal: new AbortController().signal };
  await ingest([new FileSource(file, file, 'mbox', 'none')], join(folder, 's.sqlite'), io);
  db = openDatabase(join(folder, 's.sqlite'));
});

const both = ['own_text', 'quoted_text'];
test.each([
  [both, '"common"', {}],
  [both, '"common" AND "odd"', {}],
  [both, '"fifth"', {}],
  [['own_text'], '"seventh"', {}],
  [['quoted_text'], '"common"', {}],
  [both, '"common"', { from: 'n1@' }],
  [both, '"even" OR "fifth"', { after: '2011-03-10T00:00:00Z', before: '2011-03-20T00:00:00Z' }],
  [both, '"only7"', {}],
  [both, '"nowhere"', {}],
])(
  '%j %s %j: every plan finds the same messages, and the newest first where it says so',
  (tables, match, filter) => {
    const ids = (rows: readonly { messageId: string }[]) => rows.map((row) => row.messageId);
    const search = (limit: number) => ({ tables, match, ...whereOf(filter), limit });
    const all = ids(ranked(db, search(1000)) ?? []);
    expect(ids(gathered(db, search(1000))).sort()).toEqual([...all].sort());
    for (const limit of [1, 20, 1000]) {
      const newest = gathered(db, search(limit));
      expect(ids(asked(db, search(limit)))).toEqual(ids(newest));
      const dates = newest.map(({ date }) => date ?? '');
      expect(dates).toEqual([...dates].sort().reverse());
    }
  },
);

test('with the statistics of a large store, no plan walks the messages of what it found', () => {
  const file = join(folder, 'large.sqlite');
  copyFileSync(join(folder, 's.sqlite'), file);
  const large = new Database(file);
  large.exec(`ANALYZE; DELETE FROM sqlite_stat1; INSERT INTO sqlite_stat1 VALUES
    ('message', 'message_sender', '111855 82 67 3'), ('message', 'message_date', '111855 2'),
    ('message', 'message_thread', '111855 5 1'), ('message', 'message_component', '111855 10'),
    ('message', 'sqlite_autoindex_message_1', '111855 1')`);
  large.close();
  const reader = new Database(file, { readonly: true });
  const asked: string[] = [];
  const told = new Proxy(reader, {
    get(target, name) {
      if (name === 'exec') return target.exec.bind(target);
      return (sql: string) => {
        asked.push(sql);
        return target.prepare(sql);
      };
    },
  });
  ranked(told, { tables: both, match: '"odd"', ...whereOf({}), limit: 20 });
  const plan = reader
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${asked.at(-1)}`)
    .all(20)
    .map(({ detail }) => detail);
  reader.close();
  expect(plan.some((line) => line.includes('SEARCH message'))).toBe(true);
  expect(plan.filter((line) => line.startsWith('SCAN message'))).toEqual([]);
});
