import { expect, test } from 'vitest';
import { MessageId } from '../../data/schema/ids.ts';
import { aliases } from './aliases.ts';
import { sameBody } from './same-body.ts';
import { sameMessage } from './same-message.ts';
import { isSynthetic, syntheticId } from './synthetic-id.ts';

const body = [
  'Sure, but filesystems are completely unaware of what is mapped at',
  'any given time, or what constraints that mapping might have.',
  'Write to david@fromorbit.com about it.',
  '',
].join('\n');
const footer = '\n--\nTo unsubscribe, send a message to majordomo@kvack.org.\n';
const mail = {
  from: { name: 'Dave Chinner', address: 'david@fromorbit.com' },
  date: '2016-09-12T21:34:36Z',
  body,
};

test.each([
  ['itself', mail, true],
  ['with a list footer', { ...mail, body: body + footer }, true],
  ['wrapped anew', { ...mail, body: body.replaceAll('\n', ' ') }, true],
  ['seconds later, as an archive stamps it', { ...mail, date: '2016-09-12T21:34:46.000Z' }, true],
  [
    'with masked addresses',
    { ...mail, body: body.replace('fromorbit.com', 'xxxxxxxxxxxxx') },
    true,
  ],
  ['with its end cut off', { ...mail, body: body.slice(0, 90) }, true],
  [
    'under another name, the address masked',
    { ...mail, from: { name: 'dchinner', address: 'david@xxxxxxxxxxxxx' } },
    true,
  ],
  ['known without text, to the second', { ...mail, body: '' }, true],
  ['known without text, seconds apart', { ...mail, date: '2016-09-12T21:34:46Z', body: '' }, false],
  ['two minutes later', { ...mail, date: '2016-09-12T21:36:37Z' }, false],
  [
    'by another author',
    { ...mail, from: { name: 'Christoph Hellwig', address: 'hch@lst.de' } },
    false,
  ],
  [
    'with other words',
    { ...mail, body: 'No. This is not at all what I said about it, and I never will.' },
    false,
  ],
  ['without a date', { ...mail, date: null }, false],
])('a message and the same %s', (_, other, same) => {
  expect(sameMessage(mail, other)).toBe(same);
  expect(sameMessage(other, mail)).toBe(same);
});

test('bodies under one id: a footer makes no second message, other words do', () => {
  expect(sameBody(body, body + footer)).toBe(true);
  expect(sameBody(body, `${body}\n> and quoted more\n`.repeat(2))).toBe(true);
  expect(
    sameBody(body, 'Something else entirely, sent under the same id by a broken mailer.'),
  ).toBe(false);
  expect(sameBody('', body)).toBe(false);
});

test('of two candidates the nearer in time is meant', () => {
  const id = (name: string) => MessageId.parse(`<${name}@x>`);
  const real = [
    { ...mail, messageId: id('later'), date: '2016-09-12T21:35:20Z' },
    { ...mail, messageId: id('right') },
  ];
  const unknown = { ...mail, messageId: id('unknown'), date: '2016-09-12T21:34:46Z' };
  expect([...aliases([unknown], real)]).toEqual([[unknown.messageId, id('right')]]);
  expect(aliases([unknown], []).size).toBe(0);
});

test('a synthetic id follows author and second, not spelling or fractions', () => {
  const first = syntheticId({
    from: { name: 'Rudoff, Andy', address: '' },
    date: '2016-09-12T03:44:59Z',
  });
  const second = syntheticId({
    from: { name: 'Andy  RUDOFF', address: 'a@intel.com' },
    date: '2016-09-12T03:44:59.000Z',
  });
  expect(second).toBe(first);
  expect(isSynthetic(first)).toBe(true);
  expect(
    syntheticId({ from: { name: 'Andy Rudoff', address: '' }, date: '2016-09-12T03:45:00Z' }),
  ).not.toBe(first);
  expect(isSynthetic(MessageId.parse('<a@example.org>'))).toBe(false);
});
