import { expect, test } from 'vitest';
import { MessageId } from '../../../data/schema/ids.ts';
import { threadMessages } from '../../thread/thread.ts';
import { type QuotingMessage, threadQuotes } from './thread-quotes.ts';

const id = (name: string) => MessageId.parse(`<${name}@x>`);

type Mail = QuotingMessage & {
  readonly references: readonly MessageId[];
  readonly subject: string;
};

function mail(name: string, author: string, references: string, body: string): Mail {
  return {
    messageId: id(name),
    from: { name: author, address: '' },
    date: null,
    subject: 's',
    references: references.split(' ').filter(Boolean).map(id),
    body,
  };
}

function ghostsOf(mails: readonly Mail[]) {
  const byId = new Map(mails.map((it) => [it.messageId, it]));
  return threadMessages(mails.map((it) => ({ ...it, inReplyTo: it.references.slice(-1) }))).flatMap(
    ({ messages }) => threadQuotes(messages, (of) => byId.get(of)).ghosts,
  );
}

const bob = 'On Mon, 12 Sep 2016 10:00:00 +0000, Bob Birch wrote:';
const cid = 'On Sun, 11 Sep 2016 10:00:00 +0000, Cid Cedar wrote:';

test('marks count generations: the second ghost is what the first quoted', () => {
  const ghosts = ghostsOf([mail('a', 'Ann Ash', 'c b', `${bob}\n> ${cid}\n> > eldest\n> elder\n`)]);
  expect(ghosts).toMatchObject([
    { messageId: '<c@x>', from: { name: 'Cid Cedar' }, body: 'eldest\n' },
    { messageId: '<b@x>', from: { name: 'Bob Birch' }, body: `${cid}\n> eldest\nelder\n` },
  ]);
});

test('a quote that goes two marks deeper skips a generation', () => {
  const body = `> nearest\n> > ${cid}\n> > > eldest\n> nearest still\n> > > more of the eldest\n`;
  const [eldest, elder] = ghostsOf([mail('a', 'Ann Ash', 'c b p', body)]);
  expect(eldest).toMatchObject({ messageId: '<c@x>', body: 'eldest\nmore of the eldest\n' });
  expect(elder?.body).not.toContain('more of');
});

test('what several quote of a ghost is put together in order, whoever came first', () => {
  const mails = [
    mail('a', 'Ann Ash', 'b', `${bob}\n> one\n> two and more\n> four, and long enough\n`),
    mail('d', 'Dan Dale', 'b', `${bob}\n> two and more\n> three and more\n`),
  ];
  const body = 'one\ntwo and more\nthree and more\nfour, and long enough\n';
  expect(ghostsOf(mails)).toMatchObject([{ messageId: '<b@x>', body }]);
  expect(ghostsOf(mails.toReversed())).toEqual(ghostsOf(mails));
});

test('an attribution that names a held ancestor moves the count', () => {
  const held = { ...mail('c', 'Cid Cedar', 'z', 'x\n'), date: '2016-09-11T10:00:00Z' };
  const ghosts = ghostsOf([held, mail('a', 'Ann Ash', 'z c b', `${cid}\n> > from the eldest\n`)]);
  expect(ghosts.find(({ messageId }) => messageId === '<b@x>')?.body.trim()).toBe('');
});

test('one author and instant are not two ghosts: the one nearer to the root has them', () => {
  const ghosts = ghostsOf([
    mail('a', 'Ann Ash', 'c b', `${cid}\n> the generation between was cut out\n`),
    mail('d', 'Dan Dale', 'c', `${cid}\n> the generation between was cut out\n`),
  ]);
  expect(ghosts.map(({ messageId, from }) => [messageId, from.name])).toEqual([
    ['<c@x>', 'Cid Cedar'],
    ['<b@x>', ''],
  ]);
});

test('without an attribution there is text and no author', () => {
  expect(ghostsOf([mail('a', 'Ann Ash', 'b', '> only words\n')])).toMatchObject([
    { from: { name: '', address: '' }, date: null, body: 'only words\n' },
  ]);
});
