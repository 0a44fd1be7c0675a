import type { MessageId } from '../../data/schema/ids.ts';
import type { Lines } from './lines.ts';
import { mayQuote } from './may-quote.ts';
import { quotedLines } from './quoted-lines.ts';
import { WordSource } from './word-source.ts';

/**
 * A message as quotes are resolved against it. What is derived of the body is made when first asked
 * for and kept, so keep the object while the messages of its thread are resolved.
 */
export class Quotable {
  readonly messageId: MessageId;
  readonly body: string;
  /** Known only from quotes: its body is made of them. */
  readonly ghost: boolean;
  /** What the author wrote. */
  readonly own: WordSource;
  /** What the author quoted. */
  readonly quoted: WordSource;
  #lines: Lines | undefined;
  #hasQuotes: boolean | undefined;

  constructor(messageId: MessageId, body: string, ghost = false) {
    this.messageId = messageId;
    this.body = body;
    this.ghost = ghost;
    this.own = new WordSource(
      body,
      () => this.lines,
      (depth) => depth === 0,
    );
    this.quoted = new WordSource(
      body,
      () => this.lines,
      (depth) => depth > 0,
    );
  }

  get lines(): Lines {
    this.#lines ??= quotedLines(this.body);
    return this.#lines;
  }

  get hasQuotes(): boolean {
    this.#hasQuotes ??= mayQuote(this.body) && this.lines.depth.some((depth) => depth > 0);
    return this.#hasQuotes;
  }
}
