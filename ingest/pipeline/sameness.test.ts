import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openReader } from '../../data/schema/store/open.ts';
import { arrivalLaw } from './arrival-law.ts';
import { TestStore } from './memory-source.ts';

const store = new TestStore('ingest-sameness');
afterAll(() => store.remove());

interface Posting {
  readonly id?: string | undefined;
  readonly parent?: string | undefined;
  readonly second?: number;
  readonly subject?: string;
  readonly text?: string;
}

const posting = ({
  id,
  parent,
  second = 0,
  subject = 'Re: batches',
  text = 'Tested-by: N',
}: Posting) =>
  [
    'From: Nora Nord <nora@example.org>',
    `Date: ${new Date(Date.UTC(2019, 4, 6, 8, 0, second)).toUTCString()}`,
    `Subject: ${subject}`,
    ...(id ? [`Message-ID: <${id}@example.org>`] : []),
    ...(parent ? [`In-Reply-To: <${parent}@example.org>`] : []),
    '',
    text,
    '',
  ].join('\n');

function held() {
  const reader = openReader(store.file);
  try {
    return [...reader.messages({})].filter(({ ghost }) => !ghost);
  } finally {
    reader.close();
  }
}

test.each<[string, Posting[], number]>([
  [
    'patches of one second that say the same',
    [1, 2, 3, 4].map((n) => ({ subject: `[PATCH ${n}/4] part ${n}: drop a check` })),
    4,
  ],
  ['one trailer for two parents', [{ parent: 'p1' }, { parent: 'p2' }], 2],
  ['one trailer under two subjects', [{ subject: 'Re: one' }, { subject: 'Re: two' }], 2],
  ['a copy without its parent, seconds later', [{ parent: 'p1' }, { second: 9 }], 1],
  [
    'a copy whose list put a tag before the subject',
    [{ id: 'a' }, { second: 3, subject: '[fs] Re: batches' }],
    1,
  ],
  ['three copies, each 50 s after the last', [{}, { second: 50 }, { second: 100 }], 1],
  [
    'two real ids that a copy without one is like',
    [{ id: 'a' }, { second: 30 }, { id: 'b', second: 60 }],
    2,
  ],
  [
    'two parents that a copy without one is like',
    [{ parent: 'p1' }, { second: 20 }, { parent: 'p2', second: 40 }],
    2,
  ],
])('%s', async (_, postings, messages) => {
  await store.fill(postings.map(posting));
  expect(held()).toHaveLength(messages);
});

test('a copy whose id comes to be shown is no alias any more', async () => {
  const whole = 'the lock is taken twice on this path when the disk is full and nobody looks at it';
  const mixture = [
    { id: 'b', text: whole },
    { id: 'a', text: whole.slice(0, 58) },
    { text: whole },
    { subject: 'Re: others', second: 25, text: whole },
    { subject: 'Re: others', text: whole },
  ].map(posting);
  const digests = new Set<string>();
  for (let from = 0; from < mixture.length; from++) {
    const turned = [...mixture.slice(from), ...mixture.slice(0, from)];
    for (const mails of [turned, turned.toReversed()]) {
      await store.fill(mails);
      digests.add(store.digest());
    }
  }
  expect(digests.size).toBe(1);
});

/** Few ids, parents, subjects and texts, at instants within and beyond what one copy may drift. */
const anyPosting = fc
  .record({
    id: fc.constantFrom(undefined, undefined, undefined, 'a', 'b'),
    parent: fc.constantFrom(undefined, 'p1', 'p2'),
    second: fc.integer({ min: 0, max: 6 }).map((n) => n * 25),
    subject: fc.constantFrom('Re: batches', '[fs] Re: batches', 'Re: others'),
    text: fc.constantFrom(
      'Tested-by: N',
      'the lock is taken twice on this path when the disk is full',
      'the lock is taken twice on this path when the disk is full and nobody looks',
      'the lock is taken twice on this path when the disk is full and nobody looks at the log of it',
    ),
  })
  .map(posting);

test('chains and mixtures of copies give one store in every order', async () => {
  await arrivalLaw(store, anyPosting, { most: 7, numRuns: 40 });
});
