import { afterAll, expect, test } from 'vitest';
import type { MessageId } from '../../data/schema/ids.ts';
import { reading } from '../../data/schema/store/open.ts';
import { TestStore } from '../pipeline/memory-source.ts';
import { findMessage } from './find-message.ts';

const store = new TestStore('find-message');
afterAll(() => store.remove());

const words = 'The flush of the first copy must reach the medium before the second copy is begun.';
const first = (minutes: string) =>
  `From: Nora North <nora@x.org>\nDate: Mon, 06 May 2019 10:${minutes}:00 +0000\nSubject: Two copies\nMessage-ID: <first${minutes}@x>\n\n${words}\n`;
const answer = `From: Sam South <sam@x.org>\nDate: Mon, 06 May 2019 12:00:00 +0000\nSubject: Re: Two copies\nMessage-ID: <answer@x>\nIn-Reply-To: <lost@x>\n\nOn Mon, 6 May 2019 10:00:00 +0000, Nora North <nora@x.org> wrote:\n> ${words}\n\nWhy?\n`;

/** What is found of the message that Nora sent at ten and that lost its id. */
async function found(mails: readonly string[], author = 'Nora North') {
  await store.fill(mails);
  const wanted = { id: '<lost@x>' as MessageId, author, date: '2019-05-06T10:00:00Z' };
  return reading(store.file, (reader) => findMessage(reader, wanted));
}

test('where a message is not held, a ghost serves whose words were quoted', async () => {
  expect(await found([answer])).toMatchObject({ ghost: true, messageId: '<lost@x>' });
  expect((await found([answer]))?.body).toContain('must reach the medium');
});

test('a message of the author that was sent about then goes before a ghost, the nearest first', async () => {
  expect(await found([answer, first('14'), first('09')])).toMatchObject({
    ghost: false,
    messageId: '<first09@x>',
  });
});

test("nothing is found of another time, nor of another author's", async () => {
  expect(await found([first('16')])).toBeNull();
  expect(await found([first('09')], 'Sam South')).toBeNull();
});
