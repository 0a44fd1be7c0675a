import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MessageId } from '../../data/schema/ids.ts';
import { openReader } from '../../data/schema/store/open.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { publishedReader, publishedThreads } from './published.ts';

const mail = (id: string, more: string) =>
  `From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: A <a@example.org>\nDate: Thu, 1 Jan 2015 00:00:00 +0000\nMessage-ID: <${id}@x>\nSubject: ${id}\n${more}\nWords of ${id}.\n\n`;
const answer = (to: string) => `In-Reply-To: <${to}@x>\n`;
const id = (name: string) => MessageId.parse(`<${name}@x>`);

describe('a store of which some threads are published', () => {
  let folder = '';
  let reader: StoreReader;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'warrant-published-'));
    const store = join(folder, 'store.sqlite');
    const lists = {
      'one.mbox': mail('a', '') + mail('a2', answer('a')) + mail('b', ''),
      'two.mbox': mail('c', '') + mail('d', ''),
    };
    for (const [name, text] of Object.entries(lists)) writeFileSync(join(folder, name), text);
    const files = Object.keys(lists).map((name) => join(folder, name));
    const args = ['cli/main.ts', 'ingest', ...files, '--store', store];
    execFileSync(process.execPath, args, { stdio: 'ignore' });
    reader = openReader(store);
  });
  afterAll(() => {
    reader.close();
    rmSync(folder, { recursive: true });
  });
  const rule = { whole: 4, reviewed: true, followed: true };
  const followed = (source: string) => [{ source, since: '2026-01-01' }];
  const subjects = (threads: ReadonlySet<string> | null) =>
    threads &&
    [...reader.threads()]
      .filter((thread) => threads.has(thread.id))
      .map(({ subject }) => subject)
      .sort();

  test('is published whole up to its size', () => {
    const named = { reviewed: [], followed: [] };
    expect(publishedThreads(reader, { ...rule, whole: 5 }, named)).toBeNull();
    expect(subjects(publishedThreads(reader, rule, named))).toEqual([]);
  });

  test.each([
    ['a review names an answer in it', { reviewed: [id('a2')], followed: [] }, ['a']],
    ['one of its messages is followed', { reviewed: [], followed: followed('<d@x>') }, ['d']],
    [
      'a message that the store lacks is followed',
      { reviewed: [], followed: followed('<e@x>') },
      [],
    ],
  ])('publishes a thread if %s', (_, named, expected) => {
    expect(subjects(publishedThreads(reader, rule, named))).toEqual(expected);
  });

  test('publishes what came from a file that is followed, or from below a folder', () => {
    const of = (source: string) =>
      subjects(publishedThreads(reader, rule, { reviewed: [], followed: followed(source) }));
    expect(of(join(folder, 'two.mbox'))).toEqual(['c', 'd']);
    expect(of(folder)).toEqual(['a', 'b', 'c', 'd']);
    expect(of(`${folder}/tw`)).toEqual([]);
  });

  test('shows nothing of the rest', () => {
    const a = [...reader.threads()].find(({ subject }) => subject === 'a');
    if (!a) throw new Error('no threads');
    const published = publishedReader(reader, new Set([a.id]));
    expect([...published.threads()].map(({ subject }) => subject)).toEqual(['a']);
    expect([...published.messages()].map(({ subject }) => subject)).toEqual(['a', 'a2']);
    expect(published.message(id('a2'))?.threadId).toBe(a.id);
    expect(published.message(id('c'))).toBeUndefined();
    expect([...published.activity().keys()]).toEqual([a.id]);
    const other = reader.message(id('c'))?.threadId;
    expect(other && published.thread(other)).toBeUndefined();
    expect(published.size()).toEqual({ messages: 5, threads: 4 });
  });
});
