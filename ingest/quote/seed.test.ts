import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aliases } from '../merge/aliases.ts';
import { sameMessage } from '../merge/same-message.ts';
import { readArchivePage } from '../page/read-page.ts';
import type { ParsedMessage } from '../parsed.ts';
import { threadMessages } from '../thread/thread.ts';
import { messagesOf } from './measure/corpus.ts';
import { threadQuotes } from './resolve/thread-quotes.ts';

function seedMessage(): ParsedMessage {
  const page = readArchivePage(readFileSync('data/threads/dax-2016-seed.txt', 'utf8'), {
    location: 'seed',
    format: 'page',
  });
  if ('reason' in page) throw new Error(page.reason);
  return page;
}

function derived(messages: readonly ParsedMessage[]) {
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  return threadMessages(messages).map((tree) => ({
    tree,
    ...threadQuotes(tree.messages, (id) => byId.get(id)),
  }));
}

test('the seed alone gives three ghosts above it, each with author, instant and text', () => {
  const seed = seedMessage();
  const [thread, ...others] = derived([seed]);
  expect(others).toEqual([]);
  expect(thread?.tree.messages.map(({ ghost, depth }) => [ghost, depth])).toEqual([
    [true, 0],
    [true, 1],
    [true, 2],
    [false, 3],
  ]);
  const ghosts = thread?.ghosts ?? [];
  expect(ghosts.map(({ from, date }) => [from.name, from.address, date])).toEqual([
    ["Oliver O'Halloran", '', '2016-09-12T07:25:15.000Z'],
    ['Christoph Hellwig', 'hch@xxxxxxxxxxxxx', '2016-09-12T07:51:28.000Z'],
    ['Nicholas Piggin', '', '2016-09-12T08:05:07.000Z'],
  ]);
  const own = ghosts.map(({ body }) => body.split('\n').filter((line) => !line.startsWith('>')));
  expect(own[0]?.[0]).toBe('What are the problems here? Is this a matter of existing filesystems');
  expect(own[1]?.slice(0, 3)).toEqual([
    "On Mon, Sep 12, 2016 at 05:25:15PM +1000, Oliver O'Halloran wrote:",
    '',
    "It's a fundamentally broken model. See Dave's post that actually was",
  ]);
  expect(own[2]).toContain("Dave's post of requirements is also wrong. A filesystem does not have");
});

test('every quoted passage of the seed has its place in a ghost', () => {
  const seed = seedMessage();
  const [thread] = derived([seed]);
  const bodies = new Map(thread?.ghosts.map(({ messageId, body }) => [messageId, body]));
  const squeeze = (text = '') => text.replace(/\s+/g, '');
  expect(thread?.quotes).toHaveLength(5);
  for (const { origin, text, fidelity } of thread?.quotes ?? []) {
    const body = origin ? bodies.get(origin.messageId) : undefined;
    expect(squeeze(body?.slice(origin?.start, origin?.end))).toBe(squeeze(text));
    expect(fidelity).toBe('unresolved'); // nobody else vouches for these words
  }
});

const corpus = '../shared/corpus/dax-2016.mbox';

test.skipIf(!existsSync(corpus))(
  'the real messages are recognised in the seed and its ghosts',
  async () => {
    const real = await messagesOf(corpus);
    const seed = seedMessage();
    const ghosts = derived([seed])[0]?.ghosts ?? [];
    const found = aliases([seed, ...ghosts], real);
    expect([...found.values()]).toEqual([
      '<20160912213435.GD30497@dastard>',
      '<CAOSf1CHaW=szD+YEjV6vcUG0KKr=aXv8RXomw9xAgknh_9NBFQ@mail.gmail.com>',
      '<20160912075128.GB21474@infradead.org>',
      '<20160912180507.533b3549@roar.ozlabs.ibm.com>',
    ]);
    const same = real.filter((message) => sameMessage(seed, message));
    expect(same.map(({ messageId }) => messageId)).toEqual(['<20160912213435.GD30497@dastard>']);
  },
);

test.skipIf(!existsSync(corpus))(
  'the review: 39 messages, and its missing parents with what was quoted of them',
  async () => {
    const messages = await messagesOf(corpus);
    expect(messages).toHaveLength(39);
    const held = new Set(messages.map(({ messageId }) => messageId));
    const orphans = messages.filter(({ inReplyTo }) => inReplyTo.some((id) => !held.has(id)));
    expect(orphans).toHaveLength(8); // replies to six messages that are not in the file
    const missing = new Set(orphans.flatMap(({ inReplyTo }) => inReplyTo));
    expect(missing.size).toBe(6);
    const ghosts = derived(messages).flatMap((thread) => thread.ghosts);
    for (const id of missing) {
      const ghost = ghosts.find(({ messageId }) => messageId === id);
      expect(ghost?.body.trim().length, id).toBeGreaterThan(40);
      expect(ghost?.from.name, id).not.toBe('');
    }
  },
);
