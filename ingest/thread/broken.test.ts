import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseMessage } from '../mime/message.ts';
import { threadMessages } from './thread.ts';

const folder = '../shared/corpus/malformed/notmuch-broken';

/** Threads of the mails in a folder as `parent>child` pairs, ghosts with `?`; roots alone. */
function links(name: string): string[][] {
  const files = readdirSync(join(folder, name), { withFileTypes: true }).filter((it) =>
    it.isFile(),
  );
  const messages = files.flatMap((file) => {
    const parsed = parseMessage(readFileSync(join(folder, name, file.name)), {
      location: '',
      format: '',
    });
    return parsed.ok ? [parsed.message] : [];
  });
  return threadMessages(messages).map(({ messages: nodes }) =>
    nodes.map(({ messageId, parent, ghost }) => {
      const own = `${ghost ? '?' : ''}${local(messageId)}`;
      return parent === null ? own : `${local(parent)}>${own}`;
    }),
  );
}

const local = (id: string) => id.slice(1, id.indexOf('@'));

test.skipIf(!existsSync(folder))('two messages that answer each other are one thread', () => {
  expect(links('loop')).toEqual([['mid-loop-12', 'mid-loop-12>mid-loop-21']]);
});

test.skipIf(!existsSync(folder))(
  'In-Reply-To decides against References that contradict it',
  () => {
    expect(links('threading/parent-priority/cur')).toEqual([
      ['B00-root', 'B00-root>B01-child', 'B01-child>B01-grand-child'],
    ]);
  },
);

test.skipIf(!existsSync(folder))(
  'a reply to a message that nobody has does not become the root',
  () => {
    const threads = links('threading/ghost-root');
    expect(threads).toContainEqual([
      '000-real-root',
      '000-real-root>001-child',
      '001-child>?nonexistent-message',
      'nonexistent-message>001-fake-message-root',
      '001-child>001-grand-child',
      '001-grand-child>001-great-grand-child',
      '001-child>001-grand-child2',
    ]);
    // A request tracker names a ticket before the mail that opened it: both are of one thread.
    const ticket = threads.find(([root]) => root === '?RT-Ticket-33575');
    expect(ticket).toHaveLength(4);
  },
);
