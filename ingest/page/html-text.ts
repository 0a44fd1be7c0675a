import { load } from 'cheerio/slim';

/** The part of a DOM node that is read here. */
interface Node {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly parent: Node | null;
  readonly next: Node | null;
  readonly firstChild?: Node | null;
}

/** Elements after which, and before which, a new line starts. */
const blocks = new Set(
  'address blockquote center dd div dl dt form h1 h2 h3 h4 h5 h6 hr li ol pre table tr ul'.split(
    ' ',
  ),
);
const silent = new Set(['script', 'style', 'title', 'head', 'noscript', 'template']);

/** Tags open at once beyond which a page is refused: the parser's time grows with the square. */
const deepest = 2000;
/** Elements without an end tag, or whose end tag is left out as a rule. */
const unclosed = new Set('br p hr img li dt dd tr td th input meta link'.split(' '));

/** Whether a page nests its tags deeper than any archive does. */
export function nestsTooDeep(html: string): boolean {
  let open = 0;
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-zA-Z][a-zA-Z0-9]{0,15})/g)) {
    if (unclosed.has(name.toLowerCase())) continue;
    open = Math.max(0, open + (slash ? -1 : 1));
    if (open > deepest) return true;
  }
  return false;
}

/** Decodes the character references of a short value in a page's comments; `<` stands for itself. */
export function plainText(html: string): string {
  return load(html.slice(0, 4000).replaceAll('<', '&lt;'), null, false).root().text();
}

/**
 * The mail text inside an archive page's body: `<br>` ends a line, `<p>` stands for an empty one,
 * white space stays as the mail had it. A line break in the source next to a `<br>` or `<p>` is
 * layout (Hypermail 2 puts it before, MHonArc after); any other is the mail's own.
 */
export function mailText(html: string): string {
  const out = new LineWriter();
  let node: Node | null = load(html, null, false).root()[0]?.firstChild ?? null;
  while (node) node = next(node, enter(node, out), out);
  return out.finish();
}

/** Writes what a node stands for; tells whether its children are to be read. */
function enter(node: Node, out: LineWriter): boolean {
  if (node.type === 'text') out.text(node.data ?? '');
  const { name } = node;
  if (name === undefined || silent.has(name)) return false;
  if (name === 'br') out.breakLine();
  else if (name === 'p') out.emptyLine();
  else if (blocks.has(name)) out.startLine();
  return true;
}

/** The node after this one in document order, without recursion: nesting is the sender's choice. */
function next(from: Node, descend: boolean, out: LineWriter): Node | null {
  if (descend && from.firstChild) return from.firstChild;
  for (let node: Node | null = from; node; node = node.parent) {
    if (node.name !== undefined && blocks.has(node.name)) out.startLine();
    if (node.next) return node.next;
  }
  return null;
}

class LineWriter {
  readonly #parts: string[] = [];
  #atStart = true;
  /** A tag has just broken the line: a line break that follows in the source is layout. */
  #afterBreak = true;
  /** Line break that ended the last text; dropped when a tag that breaks the line follows. */
  #held = '';

  text(data: string): void {
    let text = data.replace(/\r\n?/g, '\n');
    if (this.#afterBreak && text.startsWith('\n')) text = text.slice(1);
    this.#afterBreak = text === '' && this.#afterBreak;
    if (text === '') return;
    this.#release();
    if (text.endsWith('\n')) {
      this.#held = '\n';
      text = text.slice(0, -1);
    }
    if (text === '') return;
    this.#parts.push(text);
    this.#atStart = text.endsWith('\n');
  }

  breakLine(): void {
    this.#held = '';
    this.#parts.push('\n');
    this.#atStart = true;
    this.#afterBreak = true;
  }

  emptyLine(): void {
    this.startLine();
    this.#parts.push('\n');
    this.#afterBreak = true;
  }

  startLine(): void {
    this.#release();
    if (!this.#atStart) this.breakLine();
    this.#afterBreak = true;
  }

  /** Empty lines around the text are the page's. */
  finish(): string {
    return `${this.#parts
      .join('')
      .replaceAll('\u00a0', ' ')
      .replace(/^(?:[ \t]*\n)+/, '')
      .trimEnd()}\n`;
  }

  #release(): void {
    if (this.#held === '') return;
    this.#parts.push(this.#held);
    this.#held = '';
    this.#atStart = true;
  }
}
