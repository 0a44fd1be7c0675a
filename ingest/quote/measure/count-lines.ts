import type { MessageId } from '../../../data/schema/ids.ts';
import type { Quote } from '../../../data/schema/message.ts';
import type { ParsedMessage } from '../../parsed.ts';
import { threadMessages } from '../../thread/thread.ts';
import { isBlank, lineText } from '../read/lines.ts';
import { markedLines } from '../read/marked-lines.ts';
import { threadQuotes } from '../resolve/thread-quotes.ts';
import { Tracer } from './trace.ts';

/**
 * - `parent`, `ancestor`: resolved to a held message.
 * - `vouched`: written by an ancestor that is not held, and another message quotes the same words.
 * - `ghost`: the same, but this message alone quotes them.
 * - `addition`: stands in the quote but is the quoting author's own: `[...]`, an Outlook heading.
 * - `unresolved`: the rest.
 */
export type Outcome = 'parent' | 'ancestor' | 'vouched' | 'ghost' | 'addition' | 'unresolved';

/** A quoted line with the quote that it became part of. */
export interface MeasuredLine {
  readonly message: ParsedMessage;
  readonly parent: ParsedMessage;
  readonly line: number;
  readonly text: string;
  readonly depth: number;
  readonly quote: Quote | null;
  readonly outcome: Outcome;
  /** Who wrote it by another method, null where that cannot tell. */
  readonly traced: MessageId | null;
  /** Whether the same text, one mark less deep, is a line of the parent: the naive method. */
  readonly naive: boolean;
}

/** All lines with something behind their quote marks, in messages whose direct parent is held. */
export function measuredLines(messages: readonly ParsedMessage[]): MeasuredLine[] {
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  return threadMessages(messages).flatMap(({ messages: nodes }) => {
    const { quotes } = threadQuotes(nodes, (id) => byId.get(id));
    const of = Map.groupBy(quotes, (quote) => quote.messageId);
    const parents = new Map(nodes.map((node) => [node.messageId, node.parent]));
    const tracer = new Tracer(byId, (id) => parents.get(id) ?? null);
    const ghosts = new Set(nodes.filter((node) => node.ghost).map((node) => node.messageId));
    return nodes.flatMap((node) => {
      const message = byId.get(node.messageId);
      const parent = node.parent === null ? undefined : byId.get(node.parent);
      if (!message || !parent) return [];
      return linesOf(message, parent, of.get(node.messageId) ?? [], ghosts, tracer);
    });
  });
}

function linesOf(
  message: ParsedMessage,
  parent: ParsedMessage,
  quotes: readonly Quote[],
  ghosts: ReadonlySet<MessageId>,
  tracer: Tracer,
): MeasuredLine[] {
  const lines = markedLines(message.body);
  const parentLines = new Set(parent.body.split('\n').map(squeeze));
  const found: MeasuredLine[] = [];
  for (let line = 0; line < lines.count; line++) {
    const depth = lines.depth[line] ?? 0;
    if (depth === 0 || isBlank(message.body, lines, line)) continue;
    const start = lines.start[line] ?? 0;
    const quote = quotes.find((it) => it.start <= start && start < it.end) ?? null;
    const outcome = outcomeOf(quote, parent.messageId, ghosts);
    const text = lineText(message.body, lines, line);
    const whole = message.body.slice(start, lines.end[line]);
    const naive = parentLines.has(squeeze(whole.replace(/^ ?> ?/, '')));
    const traced = tracer.origin(message.messageId, text, depth);
    found.push({ message, parent, line, text, depth, quote, outcome, naive, traced });
  }
  return found;
}

function outcomeOf(
  quote: Quote | null,
  parent: MessageId,
  ghosts: ReadonlySet<MessageId>,
): Outcome {
  if (!quote) return 'addition';
  const origin = quote.origin?.messageId;
  if (origin === undefined) return 'unresolved';
  if (ghosts.has(origin)) return quote.fidelity === 'unresolved' ? 'ghost' : 'vouched';
  return origin === parent ? 'parent' : 'ancestor';
}

const squeeze = (text: string) => text.replace(/\s+/g, '');
