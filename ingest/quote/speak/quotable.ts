import type { MessageId } from '../../../data/schema/ids.ts';
import type { Mailbox } from '../../../data/schema/message.ts';
import { type Attribution, attributions } from '../read/attributions.ts';
import { known, type Lines, splitLines } from '../read/lines.ts';
import { markedLines } from '../read/marked-lines.ts';
import { mayQuote } from '../read/may-quote.ts';
import { WordSource } from '../words/word-source.ts';
import { heedAnswers } from './heed-answers.ts';
import { heedTails } from './heed-tails.ts';
import { heedWords } from './heed-words.ts';

/**
 * A message as quotes are resolved against it. What is derived of the body is made when first asked
 * for and kept, so keep the object while the messages of its thread are resolved.
 */
export class Quotable {
  readonly messageId: MessageId;
  readonly body: string;
  /** Known only from quotes: its body is made of them. */
  readonly ghost: boolean;
  /** Absent where it is not known, as of a ghost. */
  readonly author: Mailbox | undefined;
  /** What the author wrote. */
  readonly own: WordSource;
  /** What the author quoted. */
  readonly quoted: WordSource;
  #lines: Lines | undefined;
  #attributions: readonly Attribution[] | undefined;
  #hasQuotes: boolean | undefined;

  constructor(messageId: MessageId, body: string, author?: Mailbox, ghost = false) {
    this.messageId = messageId;
    this.body = body;
    this.ghost = ghost;
    this.author = author;
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
    this.#lines ??= mayQuote(this.body)
      ? markedLines(this.body, this.author)
      : splitLines(this.body);
    return this.#lines;
  }

  get attributions(): readonly Attribution[] {
    this.#attributions ??= attributions(this.body, this.lines);
    return this.#attributions;
  }

  /** Marks what its words show to be somebody else's; before its own words are asked for. */
  heed(ancestors: readonly Quotable[]): void {
    heedAnswers(this, ancestors);
    heedWords(this, ancestors);
    heedTails(this, ancestors);
    this.#hasQuotes = undefined;
    this.#attributions = undefined;
  }

  get hasQuotes(): boolean {
    this.#hasQuotes ??= this.lines.known.some((how) => how !== known.own);
    return this.#hasQuotes;
  }
}
