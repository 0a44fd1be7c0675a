import type { MessageId } from '../../../data/schema/ids.ts';
import type { ParsedMessage } from '../../parsed.ts';
import { isBlank, lineText } from '../read/lines.ts';
import { markedLines } from '../read/marked-lines.ts';

/**
 * Who wrote a quoted line, found another way than resolveQuotes does, to hold the two against each
 * other: the parent must have the same line one mark less deep, its parent two less, and so on to a
 * message that has it without marks. Null where a step is missing or has the line at several depths.
 */
export class Tracer {
  readonly #byId: ReadonlyMap<MessageId, ParsedMessage>;
  readonly #parentOf: (id: MessageId) => MessageId | null;
  readonly #depths = new Map<MessageId, Map<string, Set<number>>>();

  constructor(
    byId: ReadonlyMap<MessageId, ParsedMessage>,
    parentOf: (id: MessageId) => MessageId | null,
  ) {
    this.#byId = byId;
    this.#parentOf = parentOf;
  }

  origin(message: MessageId, text: string, depth: number): MessageId | null {
    const key = squeeze(text);
    let below = message;
    for (let expected = depth - 1; expected >= 0; expected--) {
      const parent = this.#parentOf(below);
      const depths = parent === null ? undefined : this.#linesOf(parent)?.get(key);
      if (parent === null || depths?.size !== 1 || !depths.has(expected)) return null;
      below = parent;
    }
    return below;
  }

  #linesOf(id: MessageId): Map<string, Set<number>> | undefined {
    const known = this.#depths.get(id);
    const body = this.#byId.get(id)?.body;
    if (known || body === undefined) return known;
    const lines = markedLines(body);
    const found = new Map<string, Set<number>>();
    for (let i = 0; i < lines.count; i++) {
      if (isBlank(body, lines, i)) continue;
      const key = squeeze(lineText(body, lines, i));
      const depths = found.get(key) ?? new Set();
      found.set(key, depths.add(lines.depth[i] ?? 0));
    }
    this.#depths.set(id, found);
    return found;
  }
}

const squeeze = (text: string) => text.replace(/\s+/g, '');
