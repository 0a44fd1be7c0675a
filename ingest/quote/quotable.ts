import type { MessageId } from '../../data/schema/ids.ts';
import type { Lines } from './lines.ts';
import { quotedLines } from './quoted-lines.ts';
import { WordIndex } from './word-index.ts';
import { type Words, wordsOf } from './words.ts';

/**
 * A message as quotes are resolved against it. What is derived of the body is made when first asked
 * for and kept, so keep the object while the messages of its thread are resolved.
 */
export class Quotable {
  readonly messageId: MessageId;
  readonly body: string;
  /** Known only from quotes: its body is made of them, so that agreement with it proves nothing. */
  readonly ghost: boolean;
  #lines: Lines | undefined;
  #own: Words | undefined;
  #index: WordIndex | undefined;

  constructor(messageId: MessageId, body: string, ghost = false) {
    this.messageId = messageId;
    this.body = body;
    this.ghost = ghost;
  }

  get lines(): Lines {
    this.#lines ??= quotedLines(this.body);
    return this.#lines;
  }

  /** The words that the author wrote, quotes left out. */
  get own(): Words {
    this.#own ??= wordsOf(this.body, this.lines, (depth) => depth === 0);
    return this.#own;
  }

  get index(): WordIndex {
    this.#index ??= new WordIndex(this.own);
    return this.#index;
  }

  get hasQuotes(): boolean {
    return this.lines.depth.some((depth) => depth > 0);
  }
}
