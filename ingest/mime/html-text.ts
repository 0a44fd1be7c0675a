import { maxHtmlLength } from './limits.ts';

/** Elements that begin on a line of their own. */
const block =
  /^(?:p|div|br|tr|li|ul|ol|h[1-6]|table|pre|hr|dl|dt|dd|section|article|header|footer|address)$/;
/** Elements whose content is no text for readers. */
const silent = /^(?:script|style|head|title|template|noscript)$/;

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  copy: '©',
  reg: '®',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  trade: '™',
};

/**
 * Text of HTML-only mail in one pass: block elements end lines, blockquotes become `> ` quotes, scripts
 * and styles vanish. It reads mail, not the web; archive pages have a real HTML parser.
 */
export function htmlToText(html: string): string {
  const writer = new LineWriter();
  let skip = '';
  for (const token of tokensOf(html.slice(0, maxHtmlLength))) {
    const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(token);
    const name = tag?.[2]?.toLowerCase() ?? '';
    if (skip) {
      if (tag?.[1] === '/' && name === skip) skip = '';
    } else if (!tag) {
      if (!/^<[!?]/.test(token)) writer.text(decodeEntities(token));
    } else if (silent.test(name)) {
      if (tag[1] === '' && !token.endsWith('/>')) skip = name;
    } else {
      writer.tag(name, tag[1] === '/');
    }
  }
  return writer.finish();
}

/** Tags, comments and the text between them, each character looked at a fixed number of times. */
function* tokensOf(html: string): Iterable<string> {
  const lastCommentEnd = html.lastIndexOf('-->');
  for (let at = 0; at < html.length; ) {
    const next = html.indexOf('<', at + 1);
    let token = html.slice(at, next < 0 ? html.length : next);
    if (token.startsWith('<!--') && at + 4 <= lastCommentEnd) {
      token = html.slice(at, html.indexOf('-->', at + 4) + 3);
    } else if (token.startsWith('<')) {
      // No tag holds another `<`: one that is never closed is text.
      const close = token.indexOf('>');
      if (close >= 0) token = token.slice(0, close + 1);
    }
    yield token;
    at += token.length;
  }
}

class LineWriter {
  readonly #lines: string[] = [];
  #line = '';
  #quotes = 0;
  #pre = 0;

  text(text: string): void {
    if (this.#pre > 0) {
      const [first = '', ...rest] = text.split('\n');
      this.#line += first;
      for (const line of rest) {
        this.#flush();
        this.#line = line;
      }
    } else {
      const folded = text.replace(/[ \t\r\n]+/g, ' ');
      this.#line += this.#line === '' || this.#line.endsWith(' ') ? folded.trimStart() : folded;
    }
  }

  tag(name: string, closing: boolean): void {
    if (name === 'blockquote') {
      this.#end();
      // Nesting is bounded: each level adds two characters to every line inside it.
      this.#quotes = Math.min(20, Math.max(0, this.#quotes + (closing ? -1 : 1)));
    } else if (name === 'br') {
      this.#flush();
    } else if (block.test(name)) {
      this.#end();
      if (name === 'p') this.#blank();
      if (name === 'pre') this.#pre = Math.max(0, this.#pre + (closing ? -1 : 1));
    }
  }

  finish(): string {
    this.#end();
    while (this.#lines.at(-1)?.trim() === '') this.#lines.pop();
    return this.#lines.length === 0 ? '' : `${this.#lines.join('\n')}\n`;
  }

  #end(): void {
    if (this.#line.trim() !== '') this.#flush();
    else this.#line = '';
  }

  #blank(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1)?.replaceAll('>', '').trim() !== '') {
      this.#flush();
    }
  }

  #flush(): void {
    this.#lines.push(`${'> '.repeat(this.#quotes)}${this.#line.trimEnd()}`.trimEnd());
    this.#line = '';
  }
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});?/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
    return valid ? String.fromCodePoint(code) : '\ufffd';
  });
}
