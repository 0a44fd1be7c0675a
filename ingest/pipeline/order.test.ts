import fc from 'fast-check';
import { afterAll, test } from 'vitest';
import { arrivalLaw } from './arrival-law.ts';
import { TestStore } from './memory-source.ts';

const store = new TestStore('ingest-order');
afterAll(() => store.remove());

const words = [
  'the kernel flushes lines before it forces the log',
  'a store is durable once it left the cache',
  'metadata of a mapped block may move with the tree',
  'who calls fsync pays for it on every commit',
  'an immutable file answers none of these questions',
  'synchronous faults close the window at last',
] as const;

/** Mails that refer to few ids in every odd way, some of them copies, variants or without an id. */
const number = fc.integer({ min: 0, max: 2 });
const mail = fc
  .record({
    id: number,
    minute: number,
    text: fc.constantFrom(...words),
    lost: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    replyTo: fc.option(number),
    references: fc.array(number, { maxLength: 3 }),
    quote: fc.option(fc.constantFrom(...words)),
    footer: fc.boolean(),
  })
  .map(({ id, minute, text, lost, replyTo, references, quote, footer }) =>
    [
      `From: A${id} <a${id}@x>`,
      ...(lost ? [] : [`Message-ID: <${id}@x>`]),
      ...(replyTo === null ? [] : [`In-Reply-To: <${replyTo}@x>`]),
      ...(references.length > 0
        ? [`References: ${references.map((r) => `<${r}@x>`).join(' ')}`]
        : []),
      `Date: Mon, 12 Sep 2016 10:1${minute}:00 +0000`,
      'Subject: order',
      '',
      ...(quote ? ['On Mon, Sep 12, 2016 at 10:10:00AM +0000, A0 wrote:', `> ${quote}`] : []),
      text,
      ...(footer ? ['-- ', 'a footer of the list'] : []),
      '',
    ].join('\n'),
  );

test('the content does not depend on the order or the number of runs in which mail arrives', async () => {
  await arrivalLaw(store, mail, { most: 8, numRuns: 60 });
});
