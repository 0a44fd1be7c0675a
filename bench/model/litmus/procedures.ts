import { integer, type Line, misread, name } from './operations.ts';
import { LitmusFault } from './program/fault.ts';

/** Limits for hostile files: a few lines of loops could write out more than a disk holds. */
const limit = { lines: 2000, depth: 20 } as const;

interface Procedure {
  readonly parameters: readonly string[];
  readonly body: readonly Line[];
}

/**
 * Writes out procedures and loops, so that what is left is a plain litmus file. Inside them `$P` stands for
 * a parameter or a loop's counter, also within a word: `store key$I $V`.
 *
 *     procedure NAME P…  …  endprocedure      call NAME V…
 *     repeat I FROM TO   …  endrepeat
 *
 * Lines keep the number of the line that they were written on.
 */
export function expanded(lines: readonly Line[]): Line[] {
  const procedures = new Map<string, Procedure>();
  const plain: Line[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (!line) break;
    if (line.words[0] !== 'procedure') {
      plain.push(line);
      continue;
    }
    const end = endOf(lines, at, 'procedure');
    const [title, ...parameters] = line.words.slice(1).map((word) => name(word, line));
    if (title === undefined || procedures.has(title)) {
      throw misread(line, 'expected procedure and a new name');
    }
    procedures.set(title, { parameters, body: lines.slice(at + 1, end) });
    at = end;
  }
  const out: Line[] = [];
  write(plain, new Map(), procedures, 0, out);
  return out;
}

function write(
  lines: readonly Line[],
  values: ReadonlyMap<string, string>,
  procedures: ReadonlyMap<string, Procedure>,
  depth: number,
  out: Line[],
): void {
  if (depth > limit.depth) {
    throw new LitmusFault(
      lines[0]?.number ?? 1,
      `expected at most ${limit.depth} levels of calls`,
      '',
    );
  }
  for (let at = 0; at < lines.length; at++) {
    const written = lines[at];
    if (!written) break;
    const line = substituted(written, values);
    const [word, ...rest] = line.words;
    if (word === 'call') {
      const procedure = procedures.get(rest[0] ?? '');
      if (!procedure) throw misread(line, 'expected a procedure above', rest[0] ?? '');
      const { parameters, body } = procedure;
      if (rest.length - 1 !== parameters.length) {
        const expected = `expected call ${[rest[0], ...parameters].join(' ')}`;
        throw misread(line, expected);
      }
      const bound = new Map(parameters.map((parameter, i) => [parameter, rest[i + 1] ?? '']));
      write(body, bound, procedures, depth + 1, out);
    } else if (word === 'repeat') {
      const end = endOf(lines, at, 'repeat');
      const counter = name(rest[0], line);
      const [from, to] = [integer(rest[1], line), integer(rest[2], line)];
      if (rest.length !== 3) throw misread(line, 'expected repeat I FROM TO', rest.join(' '));
      if (to - from > limit.lines) {
        throw misread(line, `expected at most ${limit.lines} rounds`, `${to - from}`);
      }
      const body = lines.slice(at + 1, end);
      for (let i = from; i <= to; i++) {
        write(body, new Map([...values, [counter, String(i)]]), procedures, depth + 1, out);
      }
      at = end;
    } else out.push(line);
    if (out.length > limit.lines) {
      throw misread(line, `expected at most ${limit.lines} lines once written out`, '');
    }
  }
}

function substituted(line: Line, values: ReadonlyMap<string, string>): Line {
  const words = line.words.map((word) =>
    word.replace(/\$([A-Za-z_][A-Za-z0-9_]*)/g, (whole, parameter: string) => {
      const value = values.get(parameter);
      if (value === undefined) {
        throw misread(line, 'expected a parameter or counter after $', whole);
      }
      return value;
    }),
  );
  return { number: line.number, words };
}

/** The index of the line that ends the block which begins at `from`. */
function endOf(lines: readonly Line[], from: number, word: 'procedure' | 'repeat'): number {
  let depth = 0;
  for (let at = from; at < lines.length; at++) {
    if (lines[at]?.words[0] === word) depth++;
    if (lines[at]?.words[0] === `end${word}`) depth--;
    if (depth === 0) return at;
  }
  throw new LitmusFault(lines[from]?.number ?? 1, `expected an end${word} for this ${word}`, '');
}
