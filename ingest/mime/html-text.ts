import { decodeHTML } from 'entities';
import { maxHtmlLength } from './limits.ts';

/** Elements that begin on a line of their own. */
const block =
  /^(?:p|div|br|tr|li|ul|ol|h[1-6]|table|pre|hr|dl|dt|dd|section|article|header|footer|address)$/;
/** Elements whose content is no text for readers. */
const silent = /^(?:script|style|head|title|template|noscript)$/;

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
      if (name === 'a') writer.link(tag[1] === '/' ? '' : addressOf(token));
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
  /** Where the open link leads, and its text so far. */
  #link = '';
  #linkText = '';

  /** A link opens with its address, or closes with none. */
  link(address: string): void {
    const said = this.#linkText.replace(/\s+/g, '');
    const bare = (url: string) => url.replace(/^[a-z]+:\/\/|\/$/gi, '');
    if (this.#link !== '' && said !== '' && !bare(said).includes(bare(this.#link))) {
      this.#line = `${this.#line.trimEnd()} <${this.#link}>`;
    }
    this.#link = address;
    this.#linkText = '';
  }

  text(text: string): void {
    if (this.#link !== '') this.#linkText += text;
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
    } else if (name === 'td' || name === 'th') {
      // Cells of a row stand apart, as what tells a label from its value.
      if (!closing && this.#line.trim() !== '') this.#line = `${this.#line.trimEnd()}\t`;
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

/** A link's address is said where its text does not say it: what stands behind `here` is part of the words. */
function addressOf(token: string): string {
  const found = /\shref\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'>]{1,2000}))/i.exec(
    token,
  );
  const address = decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
  return /^(?:https?|ftp):\/\/\S+$/i.test(address) ? address : '';
}

const decodeEntities = (text: string) =>
  (text.includes('&') ? decodeHTML(text) : text).replaceAll('\u00a0', ' ').replaceAll('\u00ad', '');
