import type { Spoken } from '../../../data/schema/message.ts';
import { type Block, blocks } from './block.ts';
import { type Line, lineRoles } from './line-role.ts';
import { type Span, sentences } from './sentence.ts';

/** A quoted passage inside a message, marks excluded, deepest reading order kept. */
export interface QuotedPassage extends Span {
  /** Words of the passage nearest to the answer, at most `answeredReach` characters. */
  readonly text: string;
}

/** One statement of the author's own text and where it stands in the reply. */
export interface Statement extends Span {
  /** Exactly `body.slice(start, end)`. */
  readonly text: string;
  readonly listItem: boolean;
  /** Index among all statements of the message, and how many there are. */
  readonly index: number;
  readonly count: number;
  /** Index within the run of own text since the last quote. */
  readonly sinceQuote: number;
  /** Index within its paragraph or list item. */
  readonly inBlock: number;
  /** The last quoted passage above it, null where none is. */
  readonly answers: QuotedPassage | null;
  /** For a list item: the words of the paragraph that introduces the list with a colon, else null. */
  readonly lead: string | null;
  /** Whether a quote or code follows directly. */
  readonly before: 'quote' | 'code' | 'end' | 'own';
}

/** How much of a quoted passage counts as the words answered. */
const answeredReach = 1200;

/**
 * Splits the own text of a body into statements. Linear in the length of the body.
 *
 * @param spoken who speaks in it; without, what its marks alone tell
 */
export function statements(body: string, spoken?: readonly Spoken[]): readonly Statement[] {
  const lines = lineRoles(body, spoken);
  const found: Omit<Statement, 'count'>[] = [];
  let sinceQuote = 0;
  let quote: QuotedPassage | null = null;
  let line = 0;
  let lead: string | null = null;
  for (const block of blocks(lines)) {
    const above = lastQuote(lines, line, block.line);
    if (above) {
      quote = above;
      sinceQuote = 0;
      lead = null;
    }
    line = block.line;
    const spans = sentences(body, block.start, block.end).filter((s) => wordy(body, s));
    for (const [inBlock, span] of spans.entries()) {
      found.push({
        ...span,
        text: body.slice(span.start, span.end),
        listItem: block.listItem,
        index: found.length,
        sinceQuote: sinceQuote++,
        inBlock,
        answers: quote,
        lead: block.listItem ? lead : null,
        before: inBlock + 1 < spans.length ? 'own' : whatFollows(lines, block),
      });
    }
    const last = found.at(-1)?.text ?? '';
    if (!block.listItem && spans.length > 0) lead = last.endsWith(':') ? last.slice(-300) : null;
  }
  return found.map((statement) => ({ ...statement, count: found.length }));
}

function wordy(body: string, span: Span): boolean {
  return /\p{L}{2}|\+1|-1/u.test(body.slice(span.start, Math.min(span.end, span.start + 400)));
}

/** The quoted passage that ends nearest above `to`, if one stands between the two lines. */
function lastQuote(lines: readonly Line[], from: number, to: number): QuotedPassage | null {
  let last = to - 1;
  while (last >= from && lines[last]?.role !== 'quote') last--;
  if (last < from) return null;
  let first = last;
  const texts: string[] = [];
  for (let i = last, taken = 0; i >= 0 && taken < answeredReach; i--) {
    const line = lines[i];
    if (line?.role !== 'quote') break;
    const words = unquoted(line.text);
    if (words === '' && texts.length > 0 && taken > 300) break;
    texts.push(words);
    taken += words.length + 1;
    first = i;
  }
  const start = lines[first]?.start ?? 0;
  const end = lines[last]?.end ?? start;
  return { start, end, text: texts.reverse().join('\n').trim() };
}

function unquoted(text: string): string {
  let at = 0;
  while (at < text.length && (text[at] === '>' || text[at] === ' ' || text[at] === '|')) at++;
  return text.slice(at, at + 2000);
}

function whatFollows(lines: readonly Line[], block: Block): Statement['before'] {
  for (let i = block.line + 1; i < lines.length; i++) {
    const line = lines[i];
    if (!line || line.start < block.end || line.role === 'blank') continue;
    if (line.role === 'own') return 'own';
    if (line.role === 'quote' || line.role === 'attribution') return 'quote';
    return line.role === 'code' || line.role === 'diff' ? 'code' : 'end';
  }
  return 'end';
}
