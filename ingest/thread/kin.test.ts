import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessageId } from '../../data/schema/ids.ts';
import { idKey } from '../../data/schema/store/id-forms.ts';
import { kinOf } from './kin.ts';

const bare = (id: string, ...references: readonly string[]) => ({
  messageId: MessageId.parse(id),
  inReplyTo: [],
  references: references.map((one) => MessageId.parse(one)),
});
const meant = (written: string, ...held: readonly string[]) =>
  kinOf([...held.map((id) => bare(id)), bare('<reply@x>', written)]).get(MessageId.parse(written));

test.each([
  ['<A@x.org>', '<A@X.org>'],
  ['<caf+abcdef12345@mail.example.org>', '<CAF+AbCdEf12345@mail.example.org>'],
  ['<a.b@x>', '<"a.b"@x>'],
  ['<"a\\"b"@x>', '<a"b@x>'],
  ['<a@b@x>', '<a%40b@x>'],
  ['<a+b%2fc@x>', '<a+b/c@x>'],
  ['<20160912.abc-XYZ12345abcdEFGH@public.gmane.org>', '<20160912.abc@example.org>'],
  [
    '<1473674400-8-git-ada-de/tnXTf+JLsfHDXvbKv3WD2FQJk+8+b@public.gmane.org>',
    '<1473674400-8-git-ada@z>',
  ],
  ['<20160912100000.GA12@xxxxxxxxxxx>', '<20160912100000.GA12@example.org>'],
  ['<20160912100000.GA12@exa...>', '<20160912100000.GA12@example.org>'],
  ['<20160912.abc@example.org>', '<20160912.abc-XYZ12345abcdEFGH@public.gmane.org>'],
])('%s stands for %s', (written, held) => {
  expect(meant(written, held)).toBe(held);
  expect(idKey(written)).toBe(idKey(held));
});

test.each([
  ['an address, which is no id', '<ada-XYZ12345abcdEFGH@public.gmane.org>', ['<ada@example.org>']],
  ['another domain', '<20160912.abc@other.org>', ['<20160912.abc@example.org>']],
  ['two that fit', '<A@x>', ['<a@x>', '<a@X>']],
  [
    'two hidden domains',
    '<20160912.abc@xxxx>',
    ['<20160912.abc@one.org>', '<20160912.abc@two.org>'],
  ],
  ['its own', '<A@x>', ['<A@x>', '<a@x>']],
])('%s stands for nothing', (_, written, held) => {
  expect(meant(written, ...held)).toBeUndefined();
});

test('the forms of an id that nobody bears are one ghost', () => {
  const forms = [
    '<20160912.ABC@x.org>',
    '<20160912.abc@X.org>',
    '<20160912.abc-XYZ12345abcdEFGH@public.gmane.org>',
  ];
  const found = kinOf(forms.map((id, i) => bare(`<r${i}@x>`, id)));
  const all = forms.map((id) => found.get(MessageId.parse(id)) ?? id);
  expect(new Set(all).size).toBe(1);
});

test('the order of messages is no matter, and nothing stands for what stands for something', () => {
  const id = fc.constantFrom(
    '<a@x>',
    '<A@x>',
    '<"a"@X>',
    '<20160912.q@x>',
    '<20160912.Q@xx>',
    '<20160912.q@y>',
  );
  const message = fc
    .tuple(id, fc.array(id, { maxLength: 3 }))
    .map(([own, named]) => bare(own, ...named));
  fc.assert(
    fc.property(fc.array(message, { maxLength: 6 }), (messages) => {
      const found = kinOf(messages);
      expect(new Map([...kinOf(messages.toReversed())].sort())).toEqual(new Map([...found].sort()));
      for (const to of found.values()) expect(found.has(to)).toBe(false);
    }),
  );
});
