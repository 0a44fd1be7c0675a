import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { command as claims } from '../commands/claims.ts';
import { command as curate } from '../commands/curate.ts';
import { command as ingest } from '../commands/ingest.ts';
import { openWorkbench, type Workbench } from '../commands/workbench.ts';
import { readClaimFiles } from './claim-files.ts';
import { rejectedIds } from './rejections.ts';
import { contextText } from './show-proposal.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.clean());

const thread = '<one@example.org>';
const walk = (...lines: string[]) =>
  bench.feed(`${lines.join('\n')}\n`, curate, 'walk', thread, '--by', 'Ada');
const curated = () =>
  readClaimFiles(bench.root)
    .flatMap(({ content }) => content.claims)
    .toSorted((a, b) => (a.title < b.title ? -1 : 1));
const ranked = async (): Promise<
  readonly {
    id: string;
    text: string;
    messageId: string;
    start: number;
    kind: string;
    stance: string;
  }[]
> => {
  const { out } = await bench.run(claims, '--thread', thread, '--pending', '--top', '99', '--json');
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
};

test('accepts, changes, rejects and leaves for later, the most salient first, and goes on there', async () => {
  const [first, second, third, fourth] = await ranked();
  const one = await walk(
    'k requirement',
    'p on-disk',
    'a First in our words',
    'r it says nothing',
    'n',
    'q',
  );
  expect(one.code).toBe(0);
  expect(one.err).toContain('1 accepted, 1 rejected, 1 left for later');
  expect(curated()).toMatchObject([
    { id: first?.id, kind: 'requirement', approaches: ['on-disk'], title: 'First in our words' },
  ]);
  expect([...rejectedIds(bench.root)]).toEqual([second?.id]);
  const two = await walk('q');
  expect(two.err).toContain(fourth?.text.split(/\s+/).slice(0, 4).join(' '));
  expect(two.err).not.toContain(third?.text.slice(0, 20));
  expect((await bench.run(curate, 'lint')).code).toBe(0);
});

test('undo takes back each act, to the byte', async () => {
  const files = () =>
    ['data/claims', 'data/rejections'].flatMap((folder) => {
      const path = join(bench.root, folder);
      if (!existsSync(path)) return [];
      return readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => [name, readFileSync(join(path, name), 'utf8')]);
    });
  await walk('a Kept', 'q');
  const before = files();
  const { err } = await walk(
    'a Second',
    't Second, better',
    'l supports 1',
    'r',
    'n',
    'u',
    'u',
    'u',
    'u',
    'u',
    'u',
    'q',
  );
  expect(err).toContain('nothing to undo');
  expect(err).toContain('0 accepted, 0 rejected, 0 left for later');
  expect(files()).toEqual(before);
});

test('takes other words of the message, and relates the last claim to a listed one', async () => {
  await walk('a Base', 'q');
  const [next] = await ranked();
  const words = next?.text.split(/\s+/).slice(1, 5).join(' ') ?? '';
  await walk(`w ${words}`, 'a Narrower', 'l', 'l qualifies 1', 'q');
  const [base, narrower] = curated();
  expect(narrower).toMatchObject({
    title: 'Narrower',
    relations: [{ kind: 'qualifies', to: base?.id }],
  });
  expect((await bench.run(curate, 'lint')).out).toBe('');
});

test('a number of the list stays the claim that it was shown for', async () => {
  const places = (await ranked()).map(
    ({ messageId, start }) =>
      `${messageId === '<one@example.org>' ? 1 : 2} ${String(start).padStart(6)}`,
  );
  // A proposal that the files will sort before one that comes before it here.
  const second = places.findIndex((place, at) => places.slice(0, at).some((one) => one > place));
  const first = places.findIndex((one) => one > (places[second] ?? ''));
  expect(second).toBeGreaterThan(first);
  const later = (count: number) => Array.from({ length: count }, () => 'n');
  const { err } = await walk(
    ...later(first),
    'a First',
    'l',
    ...later(second - first - 1),
    'a Second',
    'l',
    'l supports 1',
    'q',
  );
  expect([...err.matchAll(/ 1 (c-\w+) First/g)]).toHaveLength(2);
  const named = (wanted: string) => curated().find(({ title }) => title === wanted);
  expect(named('Second')?.relations).toEqual([{ kind: 'supports', to: named('First')?.id }]);
});

test('takes words of several lines up to an empty one; none leave the proposal as it was', async () => {
  const [next] = await ranked();
  const [one = '', ...others] = next?.text.split(/\s+/).slice(1, 6) ?? [];
  await walk('w', '', 'w', one, others.join(' '), '', 'a Over two lines', 'q');
  expect(curated()).toMatchObject([{ title: 'Over two lines' }]);
  expect(curated()[0]?.id).not.toBe(next?.id);
  const { err } = await walk('w', 'words that', 'nobody said', '', 'q');
  expect(err).toContain('0 accepted');
  expect((await bench.run(curate, 'lint')).code).toBe(0);
});

test('refused lines are told and change nothing', async () => {
  const { code, err } = await walk(
    'a',
    'k nonsense',
    'p unheard-of',
    'a With a tag that the review lacks',
    'w words that nobody said',
    'l supports 1',
    'x',
    '',
  );
  expect(code).toBe(0);
  expect(err).toContain('no title');
  expect(err).toContain('k "nonsense": unknown');
  expect(err).toContain('no approach unheard-of');
  expect(err).toContain('is not in <');
  expect(err).toContain('no such act: x');
  expect(curated()).toEqual([]);
});

test('add takes exact words of a message, wherever its lines break, but none that it quotes', async () => {
  const add = (words: string) =>
    bench.run(curate, 'add', 'two@example.org', words, '--title', 'The tree is in memory.');
  expect((await add('the \u{1d4d1}-tree is cached')).code).toBe(0);
  expect(curated()).toMatchObject([{ title: 'The tree is in memory.', stance: 'disputes' }]);
  expect((await bench.run(curate, 'lint')).out).toBe('');
  await expect(add('The table lives on disk')).rejects.toThrow('is quoted in');
  await expect(add('no such words')).rejects.toThrow('is not in');
  const everywhere = bench.run(curate, 'add', 'one@example.org', 'it', '--title', 'It');
  await expect(everywhere).rejects.toThrow('times in');
});

test('undo names the claim that was accepted, and gives back its words, kind and stance', async () => {
  const [first] = await ranked();
  const words = first?.text.split(/\s+/).slice(1, 5).join(' ') ?? '';
  const { err } = await walk(
    'k decision',
    's supports',
    `w ${words}`,
    'a One',
    'u',
    'a Again',
    'q',
  );
  const [, id] = /^accepted (\S+)/m.exec(err) ?? [];
  expect(id).not.toBe(first?.id);
  expect(err).toContain(`undone: accepted ${id}\n`);
  expect(curated()).toMatchObject([{ id, title: 'Again', kind: 'decision', stance: 'supports' }]);
});

test('other words keep the kind and stance of the proposal, and the walk says so', async () => {
  const proposals = await ranked();
  const [at, other] = proposals
    .flatMap((one, index) => proposals.map((two) => ({ one, index, two })))
    .filter(({ one, two }) => one.messageId === two.messageId && one.kind !== two.kind)
    .map(({ index, two }) => [index, two.text] as const)[0] ?? [0, ''];
  const { kind, stance } = proposals[at] ?? {};
  const later = Array.from({ length: at }, () => 'n');
  const { err } = await walk(...later, `w ${other.replaceAll(/\s+/g, ' ')}`, 'a Others', 'q');
  expect(err).toContain(`kind and stance stay: ${kind}, ${stance}`);
  expect(curated()).toMatchObject([{ title: 'Others', kind, stance }]);
});

test('context is shown with the proposal below it again', async () => {
  const [first] = await ranked();
  const { err } = await walk('c', 'q');
  const shown = err.split(`[1/`).slice(1);
  expect(shown).toHaveLength(2);
  expect(shown[0]).toContain('    | ');
  for (const one of shown) expect(one).toContain(first?.text.split(/\s+/)[0]);
});

test('context is cut between lines or words', () => {
  const line = 'words in a line of text that goes on ';
  const body = `${line.repeat(60)}THE CLAIM ${line.repeat(60)}`;
  const start = body.indexOf('THE CLAIM');
  const claim = { messageId: 'm', start, end: start + 9 } as never;
  const shown = (text: string) =>
    contextText({ message: () => ({ body: text }) } as never, claim).replace(/^ {4}\| ?/, ' ');
  const known = new Set(body.split(/\s+/));
  for (const word of shown(body).split(/\s+/)) expect(known).toContain(word);
  const lines = body.replaceAll('goes on ', 'goes on\n');
  const whole = new Set(lines.split('\n'));
  const found = contextText({ message: () => ({ body: lines }) } as never, claim);
  for (const one of found.split('\n').filter(Boolean)) expect(whole).toContain(one.slice(6));
});

test('the end of a sitting says where the files are and what comes next', async () => {
  const { err } = await walk('a One', 'q');
  expect(err).toContain('data/claims/table/');
  expect(err).toContain('./warrant check, then ./warrant site build');
  expect((await walk('q')).err).not.toContain('next:');
});

test('a review that does not exist is told as such, with those that do', async () => {
  await expect(bench.feed('q\n', curate, 'walk', thread, '--review', 'nope')).rejects.toMatchObject(
    { message: 'no review nope in data/reviews', next: 'use one of table' },
  );
});

test('mail without a display name goes under the name that its address is known by', async () => {
  const mail = `From a@example.org Mon Jan  1 02:00:00 2018
From: ada@example.org
Subject: Re: [RFC] Where to keep the table
Date: Mon, 1 Jan 2018 12:00:00 +0000
Message-ID: <three@example.org>
In-Reply-To: <one@example.org>

We must keep a copy of the table on disk, or a restart would lose it.
`;
  writeFileSync(join(bench.root, 'three.mbox'), mail);
  await bench.run(ingest, 'three.mbox');
  const at = (await ranked()).findIndex(({ messageId }) => messageId === '<three@example.org>');
  const later = Array.from({ length: at }, () => 'n');
  const { err } = await walk(...later, 'a Keep a copy.', 'q');
  expect(at).toBeGreaterThanOrEqual(0);
  expect(err).not.toContain('ada@example.org');
  const files = readClaimFiles(bench.root).map(({ content }) => content.message);
  expect(files).toMatchObject([{ id: '<three@example.org>', author: 'Ada Lovelace' }]);
});
