import { afterAll, beforeAll, expect, test } from 'vitest';
import { MessageId } from '../../data/schema/ids.ts';
import { openReader } from '../../data/schema/store/open.ts';
import { command as claims } from './claims.ts';
import { command as curate } from './curate.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench.clean());

const listed = async (...args: string[]) => {
  const { out } = await bench.run(claims, '--json', ...args);
  return out
    .split('\n')
    .filter(Boolean)
    .map((line): Record<string, unknown> => JSON.parse(line));
};

test('lists exactly the promised members, each text the slice of its message', async () => {
  const all = await listed();
  expect(all.length).toBeGreaterThan(4);
  const reader = openReader(bench.store);
  for (const claim of all) {
    expect(Object.keys(claim)).toEqual([
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
      'ruling',
    ]);
    const body = reader.message(MessageId.parse(claim['messageId']))?.body;
    expect(body?.slice(Number(claim['start']), Number(claim['end']))).toBe(claim['text']);
  }
  reader.close();
});

test('finds the proposal, the question, the dispute and the approach', async () => {
  const all = await listed();
  const of = (part: string) => all.find(({ text }) => String(text).includes(part));
  expect(of('I propose')).toMatchObject({
    kind: 'position',
    approach: 'in-memory',
    author: 'Ada Lovelace',
  });
  expect(of('How large')).toMatchObject({ kind: 'issue', stance: 'neutral' });
  expect(of('that is wrong')).toMatchObject({ stance: 'disputes', author: 'Bob Noyce' });
  expect(of('I agree')).toMatchObject({ stance: 'supports' });
  expect(all.some(({ text }) => String(text).includes('Bob') || String(text).startsWith('>'))).toBe(
    false,
  );
});

test('relates an answer to the claim whose words it answers', async () => {
  const all = await listed();
  const wrong = all.find(({ text }) => String(text).includes('does not cost'));
  const reader = openReader(bench.store);
  const claim = [...reader.claims()].find(({ id }) => id === wrong?.['id']);
  const [relation] = claim ? reader.relationsOf(claim.id) : [];
  expect(relation).toMatchObject({ kind: 'attacks', from: claim?.id });
  expect(relation && reader.claim(relation.to)?.text).toContain('I propose');
  reader.close();
});

test('a curated claim stands for the extracted one and survives re-extraction; a rejected one is not offered', async () => {
  const [first, second] = await listed('--pending');
  const accept = await bench.run(
    curate,
    'accept',
    String(first?.['id']),
    '--title',
    'A title of ours',
    '--approach',
    'on-disk',
  );
  expect(accept.code).toBe(0);
  await bench.run(curate, 'reject', String(second?.['id']), '--why', 'no claim');
  const pending = await listed('--pending');
  expect(pending.map(({ id }) => id)).not.toContain(first?.['id']);
  expect(pending.map(({ id }) => id)).not.toContain(second?.['id']);
  const all = await listed();
  expect(all.find(({ id }) => id === first?.['id'])).toMatchObject({
    origin: 'curated',
    approach: 'on-disk',
    text: first?.['text'],
    confidence: 1,
  });
  expect((await bench.run(curate, 'lint')).out).toBe('');
});

test('--top gives the most salient of a thread, which any of its messages may name', async () => {
  const all = await listed('--thread', 'two@example.org');
  const first = await listed('--thread', '<one@example.org>', '--top', '3');
  const salience = (claim: Record<string, unknown>) => Number(claim['salience']);
  expect(first).toHaveLength(3);
  expect(first.map(salience)).toEqual(
    all
      .map(salience)
      .sort((a, b) => b - a)
      .slice(0, 3),
  );
  await expect(bench.run(claims, '--thread', 't-000000000000')).rejects.toMatchObject({
    exit: 'usage',
  });
  await expect(bench.run(claims, '--top', 'few')).rejects.toMatchObject({ exit: 'usage' });
});

test('says in words whom a claim answers and which way', async () => {
  const { out } = await bench.run(claims, '--message', '<two@example.org>');
  expect(out).toContain('Bob Noyce disputes Ada Lovelace');
  expect(out).toContain('Bob Noyce agrees with Ada Lovelace');
});

test('an option that cannot be read is a usage fault', async () => {
  await expect(bench.run(claims, '--origin', 'mine')).rejects.toMatchObject({ exit: 'usage' });
  await expect(bench.run(claims, '--label')).rejects.toMatchObject({ exit: 'lacking' });
});
