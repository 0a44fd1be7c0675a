import type { Command } from '../../data/schema/command.ts';
import { exitCode, visible } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import type { Thread } from '../../data/schema/message.ts';
import { openReader } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';

export const command: Command = {
  usage: '[--json] [--store FILE]',
  summary: 'list the threads of the store; --json is NDJSON',
  options: { ...storeOption, json: { type: 'boolean' } },
  async run({ values, io }) {
    const reader = openReader(storePath(values, io));
    try {
      for (const thread of reader.threads()) {
        io.out(values['json'] ? ndjsonLine(shapeOf(thread)) : lineOf(thread));
      }
      return exitCode.done;
    } finally {
      reader.close();
    }
  },
};

/** The shape that DESIGN.md fixes, in thread order. */
function shapeOf({ id, subject, messages }: Thread) {
  return {
    id,
    subject,
    messages: messages.map(({ messageId, inReplyTo, ghost }) => ({ messageId, inReplyTo, ghost })),
  };
}

function lineOf({ id, subject, messages }: Thread): string {
  const ghosts = messages.filter((message) => message.ghost).length;
  const count = `${messages.length - ghosts}${ghosts > 0 ? `+${ghosts}` : ''}`;
  return `${id}  ${count.padStart(7)}  ${visible(subject)}\n`;
}
