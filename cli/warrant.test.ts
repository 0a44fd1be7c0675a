import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The command line as a user meets it: real processes, a real store, the seed that data/ ships. */
const root = process.cwd();
const seed = 'data/threads/dax-2016-seed.txt';
const folder = mkdtempSync(join(tmpdir(), 'warrant-cli-'));
const store = join(folder, 'store.sqlite');

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function warrant(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'cli/main.ts', ...args],
      { cwd: root, env: { ...process.env, WARRANT_STORE: store }, maxBuffer: 1 << 26 },
      (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });
}

const lines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

let first: Outcome;
beforeAll(async () => {
  first = await warrant('ingest', seed, '--json');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the seed, from mail to claims', () => {
  test('ingest reports what it added, in the documented shape', () => {
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toEqual({
      schemaVersion: 1,
      sources: [
        { source: seed, format: expect.any(String), read: 1, added: 1, duplicate: 0, rejected: [] },
      ],
      threads: { added: 1, changed: 0 },
      durationMs: expect.any(Number),
    });
  });

  test('a second ingest adds nothing', async () => {
    const before = await warrant('digest');
    const again = await warrant('ingest', seed, '--json');
    expect(JSON.parse(again.out)).toMatchObject({
      sources: [{ read: 1, added: 0, duplicate: 1, rejected: [] }],
      threads: { added: 0, changed: 0 },
    });
    expect(await warrant('digest')).toEqual(before);
  });

  test('one thread: three ghosts known from nested quotes, each the parent of the next', async () => {
    const [thread, ...others] = lines((await warrant('threads', '--json')).out);
    expect(others).toEqual([]);
    const messages = thread?.['messages'] as Record<string, unknown>[];
    expect(messages.map(({ ghost }) => ghost)).toEqual([true, true, true, false]);
    expect(messages.map(({ inReplyTo }) => inReplyTo)).toEqual([
      null,
      ...messages.slice(0, 3).map(({ messageId }) => messageId),
    ]);
    for (const message of messages) {
      expect(Object.keys(message)).toEqual(['messageId', 'inReplyTo', 'ghost']);
    }
  });

  test('authors and instants: the archive prints EST, its clock kept daylight time', async () => {
    const messages = lines((await warrant('messages', '--json')).out);
    expect(
      messages.map(({ from, date, ghost }) => [String(from).split(' <')[0], date, ghost]),
    ).toEqual([
      ["Oliver O'Halloran", '2016-09-12T07:25:15Z', true],
      ['Christoph Hellwig', '2016-09-12T07:51:28Z', true],
      ['Nicholas Piggin', '2016-09-12T08:05:07Z', true],
      ['Dave Chinner', '2016-09-12T21:34:46Z', false],
    ]);
    for (const message of messages) {
      expect(Object.keys(message)).toEqual([
        'messageId',
        'threadId',
        'from',
        'date',
        'subject',
        'ghost',
        'sources',
      ]);
    }
  });

  test('claims of all four speakers, in the documented shape', async () => {
    const claims = lines((await warrant('claims', '--json')).out);
    expect(new Set(claims.map(({ author }) => author))).toEqual(
      new Set(["Oliver O'Halloran", 'Christoph Hellwig', 'Nicholas Piggin', 'Dave Chinner']),
    );
    expect(claims.filter(({ origin }) => origin === 'curated').length).toBeGreaterThanOrEqual(18);
    for (const claim of claims) {
      expect(Object.keys(claim).slice(0, 13)).toEqual([
        'id',
        'messageId',
        'author',
        'kind',
        'stance',
        'approach',
        'text',
        'start',
        'end',
        'confidence',
        'salience',
        'testable',
        'origin',
      ]);
    }
  });

  test('search finds the words where they stand', async () => {
    const hits = lines((await warrant('search', 'tip-to-root', '--own', '--json')).out);
    expect(hits).toHaveLength(1);
  });
});

describe('bad input gets one line, the right exit code, and changes nothing', () => {
  const file = (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  test.each([
    ['a missing file', () => ['ingest', join(folder, 'nowhere.mbox')], 3],
    ['an empty file', () => ['ingest', file('empty.mbox', '')], 3],
    [
      'a file that is no mail',
      () => ['ingest', file('noise.bin', Buffer.from([0, 1, 2, 255, 254]))],
      3,
    ],
    ['an unknown command', () => ['frobnicate'], 2],
    ['an unknown option', () => ['threads', '--frobnicate'], 2],
    ['no source', () => ['ingest'], 2],
    [
      'a malformed litmus file',
      () => ['litmus', file('bad.litmus', 'litmus "x"\nthread\n  stor x 1\n')],
      3,
    ],
    ['an unknown experiment', () => ['explore', 'no-such-experiment'], 2],
  ] as const)('%s', async (_, args, code) => {
    const before = await warrant('digest');
    const outcome = await warrant(...args());
    expect(outcome.code).toBe(code);
    expect(outcome.err.trimEnd().split('\n')).toHaveLength(1);
    expect(outcome.err).toMatch(/^warrant: .+; .+\n$/);
    expect(await warrant('digest')).toEqual(before);
  });

  test('reading a store that is not there says so and makes none', async () => {
    const gone = join(folder, 'gone.sqlite');
    const outcome = await warrant('threads', '--store', gone);
    expect(outcome.code).toBe(3);
    expect(existsSync(gone)).toBe(false);
  });
});

test('help names every command', async () => {
  const { code, out } = await warrant('help');
  expect(code).toBe(0);
  for (const name of ['up', 'test', 'ingest', 'verify', 'litmus', 'explore', 'check', 'digest']) {
    expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
  }
});
