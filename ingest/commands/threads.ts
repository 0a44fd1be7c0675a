import type { Command } from '../../data/schema/command.ts';
import { exitCode, visible } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import type { Thread } from '../../data/schema/message.ts';
import { reading } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';

export const command: Command = {
  usage: '[--json] [--store FILE]',
  summary: 'list the threads of the store; --json is NDJSON',
  options: { ...storeOption, json: { type: 'boolean' } },
  async run({ values, io }) {
    return reading(storePath(values, io), (reader) => {
      for (const thread of reader.threads()) {
        io.out(values['json'] ? ndjsonLine(shapeOf(thread)) : lineOf(thread));
      }
      return exitCode.done;
    });
  },
};

/**
 * The shape that DESIGN.md fixes, in thread order; a patch series adds what is held of it, and `link` says
 * what places a message where headers do not.
 */
function shapeOf({ id, subject, series, messages }: Thread) {
  return {
    id,
    subject,
    messages: messages.map(({ messageId, inReplyTo, ghost, link }) => ({
      messageId,
      inReplyTo,
      ghost,
      ...(link && { link }),
    })),
    ...(series && { series }),
  };
}

function lineOf({ id, subject, series, messages }: Thread): string {
  const ghosts = messages.filter((message) => message.ghost).length;
  const count = `${messages.length - ghosts}${ghosts > 0 ? `+${ghosts}` : ''}`;
  return `${id}  ${count.padStart(7)}  ${visible(subject)}${seriesOf(series)}\n`;
}

/** ` (v3, 4 of 5 patches)`: what is held of a series; nothing for a patch alone. */
function seriesOf(series: Thread['series']): string {
  if (!series || series.total === 1) return '';
  return ` (v${series.version}, ${series.patches.length} of ${series.total} patches)`;
}
