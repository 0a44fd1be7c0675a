import type { ThreadId } from '../../../data/schema/ids.ts';
import type { Message } from '../../../data/schema/message.ts';
import { wordsApart } from '../../../data/schema/store/spoken.ts';
import { count, instant } from '../format.ts';
import { store } from '../store.ts';
import { anchor, perPage, threadHref } from '../thread.ts';
import { summaryHref, threadRows } from '../threadlist.ts';
import { plain } from '../visible.ts';
import type { Source } from './builder.ts';
import { authorOf } from './statements.ts';

/** A body is indexed up to here; what follows is seldom prose. */
const longestIndexed = 12_000;

export function* threadSources(): Generator<Source> {
  for (const row of threadRows()) {
    if (row.messages < 2) continue;
    yield {
      doc: {
        type: 'thread',
        title: plain(row.subject).trim() || 'no subject',
        href: summaryHref(row),
        about: `${count(row.messages, 'message')}, the first ${instant(row.first)}`,
      },
      person: null,
      text: '',
    };
  }
}

/** Every message. Bodies stream through; only words are kept. */
export function* messageSources(): Generator<Source> {
  let thread: ThreadId | undefined;
  let index = 0;
  for (const message of store()?.messages() ?? []) {
    index = message.threadId === thread ? index + 1 : 0;
    thread = message.threadId;
    const who = authorOf(message);
    yield {
      doc: {
        type: 'message',
        title: plain(message.subject) || 'no subject',
        href: `${threadHref(thread, Math.floor(index / perPage) + 1)}#${anchor(message.messageId)}`,
        about: `${who}, ${instant(message.date)}${message.ghost ? ' · ghost' : ''}`,
      },
      person: who,
      text: `${who} ${ownWords(message)}`,
    };
  }
}

/** The author's prose, as the map of who speaks has it, and without the patch, which a code search serves better. */
function ownWords({ body, spoken = [] }: Message): string {
  const { own } = wordsApart(body, spoken);
  const patch = own.search(/^(?:---|diff --git .*|Index: .*)$/m);
  return (patch === -1 ? own : own.slice(0, patch)).slice(0, longestIndexed);
}
