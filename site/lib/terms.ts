import { escapeUTF8 } from 'entities/escape';

/** A word of the glossary as pages may write it. */
export interface Term {
  /** Spellings, lower case. */
  readonly spellings: readonly string[];
  readonly is: string;
  readonly href: string;
}

/** Elements in whose text no word is marked: links, headings, code, mail, and what is not prose. */
const left =
  /^(?:a|h[1-6]|code|pre|kbd|q|script|style|svg|button|summary|label|select|option|textarea|form|dt|th|thead|blockquote|mark)$/;
const empty = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
/** The site's own marks of what others wrote, or of what is a drawing or a tool. */
const leftClass = /\bclass="[^"]*\b(?:mail|said|path|matrix|viewer|outline|sentences|chip|mono)\b/;

/**
 * Links the first use of each word on a page to its definition, which the link carries in `data-is`
 * for hover and focus. Takes and gives the HTML of our own templates: tags are well-formed there,
 * and text has its angle brackets escaped.
 */
export function markTerms(html: string, terms: readonly Term[]): string {
  const open = new Set(terms);
  const bySpelling = new Map(terms.flatMap((term) => term.spellings.map((as) => [as, term])));
  const words = [...bySpelling.keys()].sort((a, b) => b.length - a.length).map(escaped);
  if (words.length === 0) return html;
  const pattern = new RegExp(`(?<![\\w/&#.-])(?:${words.join('|')})(?![\\w/-])`, 'gi');
  const mark = (text: string) =>
    text.replace(pattern, (word) => {
      const term = bySpelling.get(word.toLowerCase());
      if (!term || !open.delete(term)) return word;
      return `<a class="term" href="${term.href}" data-is="${escapeUTF8(term.is)}">${word}</a>`;
    });
  const skips: boolean[] = [];
  return html.replace(/<!--[\s\S]*?-->|<[^>]*>|[^<]+/g, (part) => {
    if (!part.startsWith('<')) return skips.at(-1) ? part : mark(part);
    const [, end, name = ''] = /^<(\/?)([a-z][a-z0-9-]*)/i.exec(part) ?? [];
    if (name === '' || empty.test(name) || part.endsWith('/>')) return part;
    if (end === '/') skips.pop();
    else skips.push((skips.at(-1) ?? false) || left.test(name) || leftClass.test(part));
    return part;
  });
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
