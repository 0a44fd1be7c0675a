import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../data/schema/store/open.ts';
import { command as digest } from '../commands/digest.ts';
import { command as ingest } from '../commands/ingest.ts';
import { runCommand } from '../commands/run-command.ts';
import { command as search } from '../commands/search.ts';
import { command as threads } from '../commands/threads.ts';

/** A real git epoch that grows and takes messages back, as public-inbox v2 writes it. */
const folder = mkdtempSync(join(tmpdir(), 'withdrawn-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const author = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@x',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@x',
};
let epoch = '';
let count = 0;
beforeEach(() => {
  count += 1;
  epoch = join(folder, `${count}.git`);
  execFileSync('git', ['init', '--quiet', '--bare', epoch]);
});
const git = (input: string, ...args: string[]) =>
  execFileSync('git', ['--git-dir', epoch, ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, ...author },
    stdio: ['pipe', 'pipe', 'ignore'],
  }).trim();

/** One commit whose tree is the file `m` or `d` with a message. */
function commit(file: 'm' | 'd', mail: string): void {
  const blob = git(mail, 'hash-object', '-w', '--stdin');
  const tree = git(`100644 blob ${blob}\t${file}\n`, 'mktree');
  const parents = git('', 'for-each-ref', '--format=%(objectname)', 'refs/heads/main');
  const parent = parents === '' ? [] : ['-p', parents];
  git('', 'update-ref', 'refs/heads/main', git('', 'commit-tree', tree, ...parent, '-m', file));
}

const mail = (id: string, words: string, more = '') =>
  `From: Ann <ann@x.org>\nMessage-ID: <${id}>\nDate: Mon, 12 Sep 2016 10:00:00 +0200\nSubject: Pages\n${more}\n${words}\n`;
const root = mail('a@x', 'unwanted words');
const reply = mail('b@x', '> unwanted words\nkernel words', 'In-Reply-To: <a@x>\n');
const mboxOf = (...mails: string[]) => {
  const file = join(folder, `${count}.mbox`);
  writeFileSync(file, mails.map((text) => `From a@x Mon Sep 12 10:00:00 2016\n${text}\n`).join(''));
  return file;
};

const storeOf = (name: string) => join(folder, `${count}-${name}.sqlite`);
const run = (store: string, command: typeof ingest, ...args: string[]) =>
  runCommand(command, [...args, '--store', storeOf(store)]);
/** How much mail the store keeps as it was sent. */
const originals = (name: string) => {
  const db = openDatabase(storeOf(name));
  try {
    return db.prepare('SELECT count(*) FROM original').pluck().get();
  } finally {
    db.close();
  }
};
const digestAfter = async (store: string, ...sources: string[]) => {
  for (const source of sources) await run(store, ingest, source);
  return (await run(store, digest)).out;
};

test('a message that the archive took back later leaves the store as if it had never come', async () => {
  commit('m', root);
  commit('m', reply);
  await run('grown', ingest, epoch);
  commit('d', root);
  const second = await run('grown', ingest, '--json', epoch);
  expect(second.err).toContain('taken back by the source: 1 message');
  expect(JSON.parse(second.out).sources[0]).toMatchObject({ read: 1, added: 0, duplicate: 1 });
  const [thread] = (await run('grown', threads, '--json')).lines;
  expect(thread).toMatchObject({
    messages: [
      { messageId: '<a@x>', ghost: true },
      { messageId: '<b@x>', ghost: false },
    ],
  });
  expect((await run('grown', search, 'unwanted', '--own')).out).toBe('');
  const grown = await digestAfter('grown');
  expect(grown).toBe(await digestAfter('whole', epoch));
  expect(grown).toBe(await digestAfter('mbox', mboxOf(reply)));
  expect([originals('grown'), originals('whole')]).toEqual([1, 1]);
});

test('what another source holds stays, whichever came first', async () => {
  commit('m', root);
  const mbox = mboxOf(root, reply);
  const expected = await digestAfter('mbox', mbox);
  await run('both', ingest, epoch, mbox);
  commit('d', root);
  expect(await digestAfter('both', epoch)).toBe(expected);
  expect(await digestAfter('late', epoch, mbox)).toBe(expected);
});

test('a copy with other words gives way to the one that stays', async () => {
  const longer = mail('a@x', 'unwanted words\n\nand a list footer');
  commit('m', longer);
  const mbox = mboxOf(root);
  await run('both', ingest, mbox, epoch);
  commit('d', longer);
  expect(await digestAfter('both', epoch)).toBe(await digestAfter('mbox', mbox));
});

test('a copy that lost its id has an id of its own again', async () => {
  commit('m', root);
  const mbox = mboxOf(root.replace(/^Message-ID.*\n/m, ''));
  await run('both', ingest, mbox, epoch);
  commit('d', root);
  expect(await digestAfter('both', epoch)).toBe(await digestAfter('mbox', mbox));
});

test('a message that was removed and added again is there', async () => {
  for (const file of ['m', 'd', 'm'] as const) commit(file, root);
  expect(await digestAfter('again', epoch)).toBe(await digestAfter('mbox', mboxOf(root)));
});
