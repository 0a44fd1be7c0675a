import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessageId } from '../../data/schema/ids.ts';
import { type ThreadInput, threadMessages } from './thread.ts';

const id = (name: string) => MessageId.parse(`<${name}>`);
const at = (name: string) => (name.includes('@') ? id(name) : id(`${name}@x`));

/** `m('c', { on: 'b', refs: 'a b' })`: ids get `@x` where they have no `@`. */
function m(name: string, header: { on?: string; refs?: string; day?: number } = {}): ThreadInput {
  return {
    messageId: at(name),
    inReplyTo: (header.on ?? '').split(' ').filter(Boolean).map(at),
    references: (header.refs ?? '').split(' ').filter(Boolean).map(at),
    date:
      header.day === undefined
        ? null
        : `2016-09-${String(header.day).padStart(2, '0')}T00:00:00.000Z`,
    subject: name,
    from: { name: '', address: `${name}@x` },
  };
}

/** Each thread as one line: `a(b(c) ?d)`, ghosts with `?`. */
function drawn(inputs: readonly ThreadInput[]): string[] {
  return threadMessages(inputs).map(({ messages }) => {
    let text = '';
    let depth = 0;
    for (const [i, node] of messages.entries()) {
      if (node.depth > depth) text += '(';
      else if (i > 0) text += `${')'.repeat(depth - node.depth)} `;
      depth = node.depth;
      text += `${node.ghost ? '?' : ''}${node.messageId.slice(1, -1).replace(/@x$/, '')}`;
    }
    return text + ')'.repeat(depth);
  });
}

test.each<[string, readonly ThreadInput[], readonly string[]]>([
  ['a reply by References', [m('a'), m('b', { refs: 'a' })], ['a(b)']],
  ['a reply by In-Reply-To alone', [m('a'), m('b', { on: 'a' })], ['a(b)']],
  ['a child before its parent', [m('b', { on: 'a' }), m('a')], ['a(b)']],
  [
    'a missing parent is a ghost in its place',
    [m('a'), m('c', { on: 'b', refs: 'a b' })],
    ['a(?b(c))'],
  ],
  [
    'a ghost root joins its children',
    [m('b', { on: 'a', day: 1 }), m('c', { on: 'a', day: 2 })],
    ['?a(b c)'],
  ],
  [
    'siblings by date',
    [m('a'), m('c', { on: 'a', day: 2 }), m('b', { on: 'a', day: 3 })],
    ['a(c b)'],
  ],
  [
    'References cut in the middle',
    [
      m('a'),
      m('b', { on: 'a' }),
      m('d', { on: 'c', refs: 'a c' }),
      m('e', { on: 'c', refs: 'a b c' }),
    ],
    ['a(b(?c(d e)))'],
  ],
  [
    'References cut at the start',
    [m('a'), m('b', { on: 'a', refs: 'a' }), m('c', { on: 'b', refs: 'b' })],
    ['a(b(c))'],
  ],
  [
    'a message without headers that another places',
    [m('b'), m('c', { on: 'b', refs: 'a b' })],
    ['?a(b(c))'],
  ],
  ['itself as parent', [m('a', { on: 'a', refs: 'a' })], ['a']],
  [
    'two messages that answer each other',
    [m('a', { on: 'b', day: 1 }), m('b', { on: 'a', day: 2 })],
    ['a(b)'],
  ],
  [
    'a loop of three',
    [m('a', { on: 'c', day: 3 }), m('b', { on: 'a', day: 1 }), m('c', { on: 'b', day: 2 })],
    ['b(c(a))'],
  ],
  [
    'In-Reply-To against another last reference',
    [m('r'), m('c', { on: 'r', refs: 'r--' })],
    ['r(c)'],
  ],
  [
    'References in the wrong order',
    [m('r', { day: 1 }), m('c', { on: 'r', day: 2 }), m('g', { on: 'c', refs: 'c r', day: 3 })],
    ['r(c(g))'],
  ],
  [
    'a missing parent named before its own references',
    [m('a'), m('b', { on: 'a' }), m('d', { on: 'g', refs: 'g a b' })],
    ['a(b(?g(d)))'],
  ],
  [
    'a missing root that an answer to it lists first',
    [m('c', { on: 'root', refs: 'root b' }), m('b', { on: 'root' }), m('d', { refs: 'root c' })],
    ['?root(b c(d))'],
  ],
  [
    'an unknown In-Reply-To against a known reference',
    [m('a'), m('b', { on: 'me@there', refs: 'a' })],
    ['a(b)'],
  ],
  [
    'no subject joins threads',
    [
      { ...m('a'), subject: 's' },
      { ...m('b'), subject: 'Re: s' },
    ],
    ['a', 'b'],
  ],
  ['an id such as __proto__@x', [m('__proto__'), m('b', { on: '__proto__' })], ['__proto__(b)']],
  ['ids that differ in case', [m('A'), m('b', { on: 'a' })], ['?a(b)', 'A']],
])('%s', (_, inputs, expected) => {
  expect(drawn(inputs).sort()).toEqual([...expected].sort());
  expect(drawn(inputs.toReversed()).sort()).toEqual([...expected].sort());
});

test('ids without @ never join threads', () => {
  const yes = [m('a'), m('b')].map((input) => ({
    ...input,
    inReplyTo: [id('yes')],
    references: [id('yes')],
  }));
  expect(drawn(yes)).toEqual(['a', 'b']);
});

test('an id without @ joins where a message bears it', () => {
  const parent = { ...m('a'), messageId: id('20190506.17') };
  expect(drawn([parent, { ...m('b'), inReplyTo: [parent.messageId] }])).toEqual(['20190506.17(b)']);
});

const minutes = (n: number) => new Date(Date.UTC(2019, 4, 6, 8, n)).toISOString();

test('patches that name nothing hang below the first of their series', () => {
  const patch = (name: string, mark: string, minute: number) => ({
    ...m(name),
    subject: `${mark} mm: ${name}`,
    from: { name: 'Nora Nord', address: 'nora@example.org' },
    date: minutes(minute),
    inReplyTo: [id('cover')],
  });
  const series = [
    patch('p2', '[RFC][PATCH v2 2/3]', 2),
    patch('p0', '[RFC][PATCH v2 0/3]', 0),
    patch('p1', '[RFC][PATCH v2 1/3]', 1),
    patch('other', '[PATCH 1/3]', 1),
    patch('late', '[RFC][PATCH v2 3/3]', 90),
    patch('again', '[RFC][PATCH v2 2/3]', 91),
    { ...patch('hers', '[RFC][PATCH v2 3/3]', 3), from: { name: 'Olaf', address: 'o@x' } },
  ];
  const expected = ['p0(p1 p2)', 'other', 'again(late)', 'hers'].sort();
  expect(drawn(series).sort()).toEqual(expected);
  expect(drawn(series.toReversed()).sort()).toEqual(expected);
  const [thread] = threadMessages(series);
  expect(thread?.messages.map(({ link }) => link)).toEqual([null, 'series', 'series']);
});

test('an id given twice is one node, whichever copy comes first', () => {
  const twice = [m('a', { on: 'r', day: 2 }), m('a', { on: 'q', day: 1 })];
  expect(drawn(twice)).toEqual(['?q(a)']);
  expect(drawn(twice.toReversed())).toEqual(['?q(a)']);
});

const message = fc.record({
  messageId: fc.nat(11).map((n) => at(`m${n}`)),
  inReplyTo: fc.array(
    fc.nat(13).map((n) => at(`m${n}`)),
    { maxLength: 2 },
  ),
  references: fc.array(
    fc.nat(13).map((n) => at(`m${n}`)),
    { maxLength: 5 },
  ),
  date: fc.option(fc.nat(3).map((n) => `2016-09-0${n + 1}T00:00:00.000Z`)),
  subject: fc.constantFrom('', 's', '[PATCH 1/3] s', '[PATCH 2/3] s'),
  from: fc.constantFrom({ name: 'A', address: '' }, { name: 'B', address: '' }),
});

test('the order of arrival is no matter', () => {
  fc.assert(
    fc.property(
      fc
        .array(message, { maxLength: 14 })
        .chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
      ([all, shuffled]) => {
        expect(threadMessages(shuffled)).toEqual(threadMessages(all));
      },
    ),
    { numRuns: 500 },
  );
});

test('every message once, each under its parent, no thread without a real message, no ghost leaf', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 20 }), (all) => {
      const threads = threadMessages(all);
      const nodes = threads.flatMap((thread) => thread.messages);
      const realIds = nodes.filter((node) => !node.ghost).map((node) => node.messageId);
      expect(realIds.sort()).toEqual([...new Set(all.map((input) => input.messageId))].sort());
      expect(new Set(nodes.map((node) => node.messageId)).size).toBe(nodes.length);
      for (const { root, messages } of threads) {
        for (const [i, node] of messages.entries()) {
          const above = messages.slice(0, i).findLast((other) => other.depth === node.depth - 1);
          expect(node.parent).toBe(above?.messageId ?? null);
          if (node.ghost)
            expect(messages.some((other) => other.parent === node.messageId)).toBe(true);
        }
        expect(messages[0]?.messageId).toBe(root);
      }
    }),
  );
});
