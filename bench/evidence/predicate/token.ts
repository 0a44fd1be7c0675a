import { PredicateError } from './predicate-error.ts';

/**
 * Tokens of the predicate language. Names are kebab-case, so a minus sign needs white space around
 * it: `a-b` is one name, `a - b` is a difference.
 */
export type TokenKind = 'space' | 'number' | 'name' | 'text' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Offset in the predicate, UTF-16 code units. */
  readonly at: number;
}

const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['space', /\s+/y],
  ['number', /\d+(?:\.\d+)?(?:e[+-]?\d+)?/y],
  ['name', /[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*/y],
  ['text', /"[^"\n]*"/y],
  ['symbol', /<=|>=|==|!=|[<>=+\-*/%()[\],:]/y],
];

/** @throws PredicateError at the first character that starts no token. */
export function tokens(source: string): readonly Token[] {
  const found: Token[] = [];
  for (let at = 0; at < source.length; ) {
    const token = tokenAt(source, at);
    if (!token) {
      throw new PredicateError(`${JSON.stringify(source[at])} starts no word of the language`, at);
    }
    if (token.kind !== 'space') found.push(token);
    at += token.text.length;
  }
  return [...found, { kind: 'end', text: '', at: source.length }];
}

function tokenAt(source: string, at: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) return { kind, text: match[0], at };
  }
  return undefined;
}
