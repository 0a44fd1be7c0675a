import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkStore } from '../data/schema/store/integrity.ts';
import { openForWriting } from '../data/schema/store/open.ts';
import { contentHash } from '../ingest/pipeline/content-hash.ts';
import { dispatch } from './dispatch.ts';

const folder = mkdtempSync(join(tmpdir(), 'damaged-store-'));
afterAll(() => rmSync(folder, { recursive: true }));
const whole = join(folder, 'whole.sqlite');
const broken = join(folder, 'broken.sqlite');

async function warrant(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    stdin: Readable.from([]),
    env: {},
    cwd: process.cwd(),
    root: process.cwd(),
    terminal: false,
    signal: new AbortController().signal,
  };
  const code = await dispatch(args, io);
  return { code, out, err };
}

beforeAll(async () => {
  const mails = Array.from({ length: 120 }, (_, i) => {
    const words = Array.from({ length: 40 }, (_unused, w) => `word${(i * 31 + w * w) % 499}`).join(
      ' ',
    );
    return `From n@x Sat Mar  5 09:10:11 2011\nFrom: N${i % 7} <n${i % 7}@x>\nMessage-ID: <${i}@x>\nIn-Reply-To: <${i - 9}@x>\nDate: Sat, 5 Mar 2011 09:10:${String(i % 60).padStart(2, '0')} +0000\nSubject: log ${i}\n\n> ${words}\n${words}\n\n`;
  });
  const mbox = join(folder, 'list.mbox');
  writeFileSync(mbox, mails.join(''));
  expect((await warrant('ingest', mbox, '--store', whole)).code).toBe(0);
});

const commands = [
  ['threads', '--json'],
  ['messages'],
  ['search', 'word7'],
  ['digest'],
  ['claims', '--json'],
];

/** Nobody may read of a bug of ours because of a byte that a disk lost, nor wait for ever. */
async function sound(store: string): Promise<void> {
  for (const command of commands) {
    const { code, err } = await warrant(...command, '--store', store);
    expect(err).not.toContain('a bug of ours');
    expect([0, 3, 4]).toContain(code);
    if (code !== 0) expect(err.trim().split('\n')).toHaveLength(1);
  }
}

const clean = () => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(broken + suffix, { force: true });
};

test('flipped bytes: every command answers, or says in one line what is wrong', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), {
        minLength: 1,
        maxLength: 200,
      }),
      async (flips) => {
        const bytes = readFileSync(whole);
        for (const [at, by] of flips)
          bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ by;
        clean();
        writeFileSync(broken, bytes);
        await sound(broken);
      },
    ),
    { numRuns: 15 },
  );
});

test('a cut store, and a cut or overwritten WAL', async () => {
  const live = join(folder, 'live.sqlite');
  copyFileSync(whole, live);
  const db = openForWriting(live);
  db.exec("UPDATE message SET subject = subject || ' more'"); // not yet checkpointed
  const [store, wal] = [readFileSync(live), readFileSync(`${live}-wal`)];
  db.close();
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom('store', 'wal', 'noise'),
      async (share, what) => {
        clean();
        const cut = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * share));
        writeFileSync(broken, what === 'store' ? cut(store) : store);
        const noise = Buffer.from(wal).fill(0xa5, Math.floor(wal.length * share));
        writeFileSync(`${broken}-wal`, what === 'wal' ? cut(wal) : what === 'noise' ? noise : wal);
        await sound(broken);
      },
    ),
    { numRuns: 15 },
  );
});

test('a folder, text and nothing in place of a store are refused by name', async () => {
  mkdirSync(join(folder, 'sub'));
  for (const [content, words] of [
    [null, 'no file'],
    ['not a store at all '.repeat(200), 'not a store'],
    ['', 'no store of this version'],
  ] as const) {
    clean();
    const store = content === null ? join(folder, 'sub') : broken;
    if (content !== null) writeFileSync(store, content);
    for (const command of commands) {
      const { code, err } = await warrant(...command, '--store', store);
      expect([code, err]).toEqual([3, expect.stringContaining(words)]);
    }
  }
});

test('the database of another program is left as it is', async () => {
  clean();
  const db = new Database(broken);
  db.exec('CREATE TABLE bookmark (url TEXT); PRAGMA user_version = 75');
  db.close();
  const before = readFileSync(broken);
  const mail = join(folder, 'one.eml');
  writeFileSync(mail, 'From: a@x\nSubject: s\n\nwords\n');
  for (const command of [...commands, ['ingest', mail]]) {
    const { code, err } = await warrant(...command, '--store', broken);
    expect([code, err]).toEqual([3, expect.stringContaining('a database of another program')]);
  }
  expect(readFileSync(broken)).toEqual(before);
});

test('check finds what SQLite does not, a byte inside a text, and says what to do', () => {
  clean();
  expect(checkStore(whole, contentHash)).toEqual([]);
  const bytes = readFileSync(whole);
  // Only a body has the mark of a quoted line.
  for (let at = bytes.indexOf('> word'); at >= 0; at = bytes.indexOf('> word', at + 1)) {
    bytes.write('> Word', at);
  }
  writeFileSync(broken, bytes);
  const findings = checkStore(broken, contentHash);
  expect(findings[0]).toEqual({
    file: broken,
    what: expect.stringMatching(/^words other than those that were stored: <\d+@x>$/),
    next: `delete it and run ./warrant ingest again with ${join(folder, 'list.mbox')}`,
  });
});
