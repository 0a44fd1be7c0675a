import { LitmusFault } from './fault.ts';
import type { State } from './program.ts';

/** A quantified statement about all states, as herd's conditions (Alglave, Maranget, Tautschnig 2014). */
export interface Condition {
  readonly quantifier: Quantifier;
  readonly proposition: Proposition;
}

export type Quantifier = 'exists' | '~exists' | 'forall';

export type Proposition =
  | { readonly kind: 'true' | 'false' }
  /** `name` is a location, or a register as `THREAD:REGISTER`. */
  | { readonly kind: 'is'; readonly name: string; readonly value: number }
  | { readonly kind: 'not'; readonly of: Proposition }
  | { readonly kind: 'and' | 'or'; readonly left: Proposition; readonly right: Proposition };

/**
 * Reads `exists (x=1 /\ 0:EAX=0)`, with `\/`, `~` or `not`, `true` and `false`; `[x]` is `x`.
 * @param line On which it begins.
 * @throws LitmusFault saying what was expected.
 * @example
 * parseCondition('~exists (x=1 /\\ y=0)').quantifier // => '~exists'
 * parseCondition('exists (x=1') // => throws expected )
 */
export function parseCondition(text: string, line = 1): Condition {
  const [, quantifier, rest] =
    /^\s*(~\s*exists|exists|forall)\b(.*)$/s.exec(text.replace(/;\s*$/, '')) ?? [];
  if (!quantifier || rest === undefined) {
    throw new LitmusFault(line, 'expected exists, ~exists or forall and a condition', text.trim());
  }
  const words = rest.match(/\/\\|\\\/|[()~=]|[^\s()~=/\\]+|\S/g) ?? [];
  const reader = new Reader(words, line);
  const proposition = reader.either();
  reader.nothingLeft();
  const plain = quantifier.replace(/\s/g, '') as Quantifier;
  return { quantifier: plain, proposition };
}

class Reader {
  readonly #words: readonly string[];
  readonly #line: number;
  #at = 0;
  #depth = 0;

  constructor(words: readonly string[], line: number) {
    this.#words = words;
    this.#line = line;
  }

  either(): Proposition {
    let left = this.#both();
    while (this.#take('\\/')) left = { kind: 'or', left, right: this.#both() };
    return left;
  }

  nothingLeft(): void {
    const word = this.#words[this.#at];
    if (word !== undefined) throw this.#misread('expected /\\, \\/ or nothing', word);
  }

  #both(): Proposition {
    let left = this.#one();
    while (this.#take('/\\')) left = { kind: 'and', left, right: this.#one() };
    return left;
  }

  #one(): Proposition {
    // A page of parentheses would end the stack before it ended the file.
    if (++this.#depth > 200) throw this.#misread('expected at most 200 levels', '(');
    const one = this.#nested();
    this.#depth--;
    return one;
  }

  #nested(): Proposition {
    if (this.#take('~') || this.#take('not')) return { kind: 'not', of: this.#one() };
    if (this.#take('true')) return { kind: 'true' };
    if (this.#take('false')) return { kind: 'false' };
    if (this.#take('(')) {
      const inner = this.either();
      if (!this.#take(')')) throw this.#misread('expected )');
      return inner;
    }
    return this.#equation();
  }

  #equation(): Proposition {
    const word = this.#words[this.#at++] ?? '';
    const name = word.replace(/^\[(.*)\]$/, '$1').replace(/^(\d+):%/, '$1:');
    if (!/^(\d+:)?[A-Za-z_][A-Za-z0-9_.]*$/.test(name)) {
      throw this.#misread('expected x=1, 0:r=1 or ( in the condition', word);
    }
    if (!this.#take('=')) throw this.#misread(`expected = after ${name}`);
    const digits = this.#words[this.#at++] ?? '';
    const value = Number(digits);
    if (!/^-?(\d{1,16}|0x[0-9a-fA-F]{1,13})$/.test(digits) || !Number.isSafeInteger(value)) {
      throw this.#misread(`expected an integer after ${name}=`, digits);
    }
    return { kind: 'is', name, value: value === 0 ? 0 : value };
  }

  #take(word: string): boolean {
    if (this.#words[this.#at] !== word) return false;
    this.#at++;
    return true;
  }

  #misread(expected: string, found: string = this.#words[this.#at] ?? ''): LitmusFault {
    return new LitmusFault(this.#line, expected, found);
  }
}

/** The names in a condition, in the order of their first mention. */
export function namesIn({ proposition }: Condition): string[] {
  const names = new Set<string>();
  const visit = (one: Proposition): void => {
    if (one.kind === 'is') names.add(one.name);
    else if (one.kind === 'not') visit(one.of);
    else if (one.kind === 'and' || one.kind === 'or') {
      visit(one.left);
      visit(one.right);
    }
  };
  visit(proposition);
  return [...names];
}

/** The condition with other names. */
export function renamed(condition: Condition, rename: (name: string) => string): Condition {
  const visit = (one: Proposition): Proposition => {
    if (one.kind === 'is') return { ...one, name: rename(one.name) };
    if (one.kind === 'not') return { kind: 'not', of: visit(one.of) };
    if (one.kind === 'and' || one.kind === 'or') {
      return { kind: one.kind, left: visit(one.left), right: visit(one.right) };
    }
    return one;
  };
  return { ...condition, proposition: visit(condition.proposition) };
}

/**
 * Whether the condition holds of the complete set of states, by the names observed in each.
 * @example
 * const never = parseCondition('~exists (x=0 /\\ y=1)');
 * holds(never, ['x', 'y'], [[0, 0], [1, 0], [1, 1]]) // => true
 * holds(never, ['x', 'y'], [[0, 1]]) // => false
 */
export function holds(
  { quantifier, proposition }: Condition,
  observed: readonly string[],
  states: readonly State[],
): boolean {
  const index = new Map(observed.map((name, at) => [name, at]));
  const satisfied = (state: State) =>
    satisfies(proposition, (name) => state[index.get(name) ?? -1]);
  if (quantifier === 'forall') return states.every(satisfied);
  return states.some(satisfied) === (quantifier === 'exists');
}

function satisfies(one: Proposition, held: (name: string) => number | undefined): boolean {
  switch (one.kind) {
    case 'is':
      return held(one.name) === one.value;
    case 'not':
      return !satisfies(one.of, held);
    case 'and':
      return satisfies(one.left, held) && satisfies(one.right, held);
    case 'or':
      return satisfies(one.left, held) || satisfies(one.right, held);
    default:
      return one.kind === 'true';
  }
}

/** The condition as text that `parseCondition` reads as the same condition. */
export function formatCondition({ quantifier, proposition }: Condition): string {
  return `${quantifier} (${written(proposition)})`;
}

function written(one: Proposition): string {
  switch (one.kind) {
    case 'is':
      return `${one.name}=${one.value}`;
    case 'not':
      return `~ (${written(one.of)})`;
    case 'and':
    case 'or': {
      const joint = one.kind === 'and' ? '/\\' : '\\/';
      return `${operand(one.left, one.kind)} ${joint} ${operand(one.right, null)}`;
    }
    default:
      return one.kind;
  }
}

/** A chain of the same connective to the left needs no parentheses. */
function operand(one: Proposition, chain: 'and' | 'or' | null): string {
  const simple = one.kind !== 'and' && one.kind !== 'or';
  return simple || one.kind === chain ? written(one) : `(${written(one)})`;
}
