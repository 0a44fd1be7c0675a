import { LitmusFault } from '../program/fault.ts';

/** A piece of a herd file, such as a cell of its table of instructions, and the line (from 1) on which it begins. */
export interface Section {
  readonly text: string;
  readonly line: number;
}

/** A herd litmus file, cut into its parts. */
export interface Sections {
  readonly architecture: string;
  readonly name: string;
  /** `Key=value` lines before the initial state; herd hands them on without reading them. */
  readonly information: ReadonlyMap<string, Section>;
  readonly initial: Section;
  /** By thread. */
  readonly threads: readonly (readonly Section[])[];
  /** `exists`, `~exists` or `forall` and what follows it; null where the file has none. */
  readonly condition: Section | null;
  /** Names in `locations [ … ]`. */
  readonly locations: Section | null;
}

/** Whether a text looks like herd's format: an architecture and a name, and a state in braces. */
export function looksLikeHerd(text: string): boolean {
  const plain = withoutComments(text).trimStart();
  return /^[A-Za-z][A-Za-z0-9_]*[ \t]+[^\s"]/.test(plain) && plain.includes('{');
}

/** Comments `(* … *)`, nested ones too, replaced by spaces so that lines keep their numbers. */
function withoutComments(text: string): string {
  let depth = 0;
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    const pair = text.slice(at, at + 2);
    if (pair === '(*') depth++;
    const inside = depth > 0;
    if (pair === '*)' && inside) depth--;
    const step = pair === '(*' || (pair === '*)' && inside) ? 2 : 1;
    plain += inside ? text.slice(at, at + step).replace(/[^\n]/g, ' ') : text.slice(at, at + step);
    at += step - 1;
  }
  return plain;
}

/** @throws LitmusFault naming the line and what was expected there. */
export function sectionsOf(source: string): Sections {
  const text = withoutComments(source).replace(/\r\n?/g, '\n');
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const open = text.indexOf('{');
  const close = text.indexOf('}', open);
  if (open < 0 || close < 0) throw new LitmusFault(1, 'expected an initial state { … }', '');
  const head = text.slice(0, open);
  const [first = '', ...others] = head.split('\n').filter((line) => line.trim() !== '');
  const [architecture = '', ...name] = first.trim().split(/\s+/);
  const information = new Map<string, Section>();
  for (const line of others) {
    const [, key, value] = /^\s*([A-Za-z]+)\s*=(.*)$/.exec(line) ?? [];
    if (key && value !== undefined) {
      information.set(key, { text: value.trim(), line: lineAt(text.indexOf(line)) });
    }
  }
  const rest = text.slice(close + 1);
  const tail = /^\s*(locations\b|filter\b|~\s*exists\b|exists\b|forall\b)/m.exec(rest);
  const body = tail ? rest.slice(0, tail.index) : rest;
  const after = close + 1 + (tail?.index ?? rest.length);
  return {
    architecture,
    name: name.join(' '),
    information,
    initial: { text: text.slice(open + 1, close), line: lineAt(open) },
    threads: tableOf(body, lineAt(close)),
    ...conditionOf(text.slice(after), lineAt(after)),
  };
}

function conditionOf(
  text: string,
  line: number,
): { condition: Section | null; locations: Section | null } {
  const [listed, names] = /^\s*locations\s*\[([^\]]*)\]/.exec(text) ?? [];
  const rest = text.slice(listed?.length ?? 0);
  const found = /\S/.exec(rest);
  const begins =
    line + (text.slice(0, (listed?.length ?? 0) + (found?.index ?? 0)).match(/\n/g)?.length ?? 0);
  if (/^\s*filter\b/.test(rest)) {
    throw new LitmusFault(begins, 'expected a condition without a filter', 'filter');
  }
  return {
    locations: names === undefined ? null : { text: names, line },
    condition: found ? { text: rest, line: begins } : null,
  };
}

/** The table `P0 | P1 ;` with a row of instructions to each `;`, as columns. */
function tableOf(text: string, line: number): Section[][] {
  let number = line;
  const rows = text.split(';').map((row) => {
    const cells = row.split('|').map((cell) => {
      const begins = number + (/^\s*/.exec(cell)?.[0].match(/\n/g)?.length ?? 0);
      number += cell.match(/\n/g)?.length ?? 0;
      return { text: cell.trim(), line: begins };
    });
    return cells;
  });
  const [head = [], ...instructions] = rows;
  if (!head.every(({ text: cell }, index) => cell === `P${index}`)) {
    throw new LitmusFault(
      head[0]?.line ?? line,
      'expected threads P0 | P1 | … ;',
      head[0]?.text ?? '',
    );
  }
  const last = instructions.at(-1);
  const unclosed = last?.find(({ text: cell }) => cell !== '');
  if (unclosed) throw new LitmusFault(unclosed.line, 'expected ; after the row', unclosed.text);
  const full = instructions.slice(0, -1);
  const wide = full.find((row) => row.length > head.length);
  if (wide) {
    throw new LitmusFault(
      wide[0]?.line ?? line,
      `expected ${head.length} columns`,
      `${wide.length}`,
    );
  }
  return head.map((_, column) =>
    full.flatMap((row) => {
      const cell = row[column];
      return cell && cell.text !== '' ? [cell] : [];
    }),
  );
}
