import type { Command } from '../../data/schema/command.ts';
import { exitCode, visible } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import { ThreadId } from '../../data/schema/ids.ts';
import type { Mailbox, Message } from '../../data/schema/message.ts';
import { reading } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import { filterOf, filterOptions } from './filter.ts';

export const command: Command = {
  usage: '[--thread ID] [--from TEXT] [--after DATE] [--before DATE] [--json] [--store FILE]',
  summary: 'list the messages of the store in thread order; --json is NDJSON',
  options: {
    ...storeOption,
    ...filterOptions,
    thread: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run({ values, io }) {
    const filter = filterOf('messages', values, io.root);
    const thread =
      typeof values['thread'] === 'string' ? ThreadId.safeParse(values['thread']) : null;
    return reading(storePath(values, io), (reader) => {
      if (thread && !thread.success) return exitCode.done; // no thread has such an id
      const messages = reader.messages(thread?.data ? { ...filter, thread: thread.data } : filter);
      for (const message of messages) {
        io.out(values['json'] ? ndjsonLine(shapeOf(message)) : lineOf(message));
      }
      return exitCode.done;
    });
  },
};

/** The shape that DESIGN.md fixes. */
function shapeOf({ messageId, threadId, from, date, subject, ghost, sources }: Message) {
  return { messageId, threadId, from: mailboxText(from), date, subject, ghost, sources };
}

function lineOf(message: Message): string {
  const date = message.date?.slice(0, 16).replace('T', ' ') ?? '-'.padEnd(16);
  const who = (message.from.name || message.from.address || '?').slice(0, 24).padEnd(24);
  const mark = message.ghost ? '~' : ' ';
  return visible(
    `${date.padEnd(16)} ${mark} ${who}  ${message.subject}  ${message.messageId}`,
  ).concat('\n');
}

/** `Name <address>`, or the one that is known. */
export function mailboxText({ name, address }: Mailbox): string {
  if (name === '' || address === '') return name || address;
  return `${name} <${address}>`;
}
