import type { MessageId } from '../../../data/schema/ids.ts';
import type { Quote } from '../../../data/schema/message.ts';
import type { ParsedMessage } from '../../parsed.ts';
import { threadMessages } from '../../thread/thread.ts';
import { isBlank, lineText } from '../lines.ts';
import { quotedLines } from '../quoted-lines.ts';
import { threadQuotes } from '../thread-quotes.ts';

/** A quoted line with the quote that it became part of. */
export interface MeasuredLine {
  readonly message: ParsedMessage;
  readonly parent: ParsedMessage;
  readonly line: number;
  readonly text: string;
  readonly depth: number;
  readonly quote: Quote | null;
  /** `parent`, `ancestor` or why it has no origin. */
  readonly outcome: 'parent' | 'ancestor' | 'ghost' | 'unresolved';
  /** Whether the same text, one mark less deep, is a line of the parent: the naive method. */
  readonly naive: boolean;
}

/**
 * All quoted lines that are counted: those with something behind their marks, in messages whose direct
 * parent is held. Elisions such as `[...]`, which the quoting author wrote, are counted too, as failures.
 */
export function measuredLines(messages: readonly ParsedMessage[]): MeasuredLine[] {
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  return threadMessages(messages).flatMap(({ messages: nodes }) => {
    const { quotes } = threadQuotes(nodes, (id) => byId.get(id));
    const of = Map.groupBy(quotes, (quote) => quote.messageId);
    const ghosts = new Set(nodes.filter((node) => node.ghost).map((node) => node.messageId));
    return nodes.flatMap((node) => {
      const message = byId.get(node.messageId);
      const parent = node.parent === null ? undefined : byId.get(node.parent);
      if (!message || !parent) return [];
      return linesOf(message, parent, of.get(node.messageId) ?? [], ghosts);
    });
  });
}

function linesOf(
  message: ParsedMessage,
  parent: ParsedMessage,
  quotes: readonly Quote[],
  ghosts: ReadonlySet<MessageId>,
): MeasuredLine[] {
  const lines = quotedLines(message.body);
  const parentLines = new Set(parent.body.split('\n').map(squeeze));
  const found: MeasuredLine[] = [];
  for (let line = 0; line < lines.count; line++) {
    const depth = lines.depth[line] ?? 0;
    if (depth === 0 || isBlank(message.body, lines, line)) continue;
    const start = lines.start[line] ?? 0;
    const quote = quotes.find((it) => it.start <= start && start < it.end) ?? null;
    const origin = quote?.origin?.messageId;
    const outcome =
      origin === undefined
        ? 'unresolved'
        : ghosts.has(origin)
          ? 'ghost'
          : origin === parent.messageId
            ? 'parent'
            : 'ancestor';
    const text = lineText(message.body, lines, line);
    const whole = message.body.slice(start, lines.end[line]);
    const naive = parentLines.has(squeeze(whole.replace(/^ ?> ?/, '')));
    found.push({ message, parent, line, text, depth, quote, outcome, naive });
  }
  return found;
}

const squeeze = (text: string) => text.replace(/\s+/g, '');
