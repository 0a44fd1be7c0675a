import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { digestStore } from '../../data/schema/store/digest.ts';
import { openDatabase } from '../../data/schema/store/open.ts';

const folder = mkdtempSync(join(tmpdir(), 'ingest-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** 3,000 messages in 300 threads that quote each other: enough for threads and several transactions. */
function list(): string {
  const mails = Array.from({ length: 3000 }, (_, i) => {
    const thread = i % 300;
    const parent = i >= 300 ? `In-Reply-To: <${i - 300}@x>\n` : '';
    const words = (of: number) =>
      Array.from({ length: 60 }, (_, w) => `word${(of * 31 + w * w) % 997}`).join(' ');
    const quote = i >= 300 ? `> ${words(i - 300)}\n` : '';
    return `From x Mon Sep 12 10:00:00 2016\nFrom: A${thread} <a${thread}@x>\nMessage-ID: <${i}@x>\n${parent}Date: Mon, 12 Sep 2016 10:${String(i % 60).padStart(2, '0')}:00 +0000\nSubject: s${thread}\n\n${quote}${words(i)}\n\n`;
  });
  return mails.join('');
}
const mbox = join(folder, 'list.mbox');
writeFileSync(mbox, list());

const program = [
  '--disable-warning=ExperimentalWarning',
  '--input-type=module-typescript',
  '-e',
  `import { dispatch } from ${JSON.stringify(join(process.cwd(), 'cli/dispatch.ts'))};
   const io = { out: (t) => process.stdout.write(t), err: (t) => process.stderr.write(t), stdin: process.stdin,
     env: process.env, cwd: process.cwd(), root: process.cwd(), terminal: false, signal: new AbortController().signal };
   process.exitCode = await dispatch(process.argv.slice(1), io);`,
];

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly err: string;
}
function start(store: string): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [...program, 'ingest', mbox, '--store', store], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr?.on('data', (text: Buffer) => {
    err += text.toString();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, err }));
  });
  return { child, ended };
}
function digestOf(store: string): string {
  const db = openDatabase(store);
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    return digestStore(db).digest;
  } finally {
    db.close();
  }
}

const whole = start(join(folder, 'whole.sqlite')).ended.then((ended) => {
  expect(ended).toMatchObject({ code: 0 });
  return digestOf(join(folder, 'whole.sqlite'));
});

test('killed at any moment, the next run completes the same content', async () => {
  const expected = await whole;
  const store = join(folder, 'killed.sqlite');
  let killed = 0;
  // Later each time, until a run outlives its sentence: reading, threading and indexing are all hit.
  for (let delay = 150; ; delay = Math.round(delay * 1.4)) {
    const { child, ended } = start(store);
    const timer = setTimeout(() => child.kill('SIGKILL'), delay);
    const { signal, code } = await ended;
    clearTimeout(timer);
    if (signal === 'SIGKILL') {
      killed += 1;
      continue;
    }
    expect(code).toBe(0);
    break;
  }
  expect(killed).toBeGreaterThan(1);
  expect(digestOf(store)).toBe(expected);
});

test('two ingests at once both succeed and make the content of one', async () => {
  const expected = await whole;
  const store = join(folder, 'twice.sqlite');
  const both = await Promise.all([start(store).ended, start(store).ended]);
  expect(both.map(({ code, err }) => (code === 0 ? 0 : err))).toEqual([0, 0]);
  expect(digestOf(store)).toBe(expected);
});

/** A file system of its own, or null where this user may not mount one. */
function mounted(options: string): string | null {
  const at = mkdtempSync(join(folder, 'mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at], { stdio: 'ignore' });
    return at;
  } catch {
    return null;
  }
}
const small = mounted('size=3m');
const readonly = mounted('size=3m');
afterAll(() => {
  for (const at of [small, readonly]) if (at) execFileSync('umount', ['--lazy', at]);
});

test.skipIf(!small)('a full disk ends in exit 4, one line and a sound store', async () => {
  const expected = await whole;
  const store = join(small ?? '', 'store.sqlite');
  const { code, err } = await start(store).ended;
  expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('disk is full') });
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  digestOf(store);
  execFileSync('mount', ['-o', 'remount,size=60m', small ?? '']);
  expect(await start(store).ended).toMatchObject({ code: 0 });
  expect(digestOf(store)).toBe(expected);
});

test.skipIf(!readonly)('a read-only store is said to be so, and can be read', async () => {
  const at = readonly ?? '';
  mkdirSync(join(at, 'empty'));
  const store = join(at, 'store.sqlite');
  execFileSync('mount', ['-o', 'remount,size=60m', at]);
  expect(await start(store).ended).toMatchObject({ code: 0 });
  execFileSync('mount', ['-o', 'remount,ro', at]);
  const { code, err } = await start(store).ended;
  expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining('read-only') });
  expect((await start(join(at, 'new.sqlite')).ended).err).toContain('read-only');
  expect(existsSync(join(at, 'new.sqlite'))).toBe(false);
  expect(digestOf(store)).toBe(await whole);
});
