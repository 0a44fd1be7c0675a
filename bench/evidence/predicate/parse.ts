import { Invariant } from '../../../data/schema/experiment.ts';
import { PredicateError } from './predicate-error.ts';
import type { Aggregate, Comparator, MetricNode, Node, Selection, Value } from './syntax.ts';
import { type Token, type TokenKind, tokens } from './token.ts';
import { dimensionless, unitOf } from './unit.ts';

const comparators: readonly string[] = ['<', '<=', '>', '>=', '==', '!='];
const aggregates: readonly string[] = ['median', 'mean', 'min', 'max', 'p90', 'p99'];
const reserved = new Set([
  'and',
  'or',
  'not',
  'every',
  'some',
  'least',
  'each',
  'holds',
  'true',
  'false',
]);
/** Attack: a predicate of nothing but brackets that exhausts the stack of this parser. */
const deepest = 100;

/**
 * Parses a predicate; docs/verdicts.md has the grammar in prose.
 * @throws PredicateError naming the column and what was expected there.
 */
export function parsePredicate(source: string): Node {
  const parser = new Parser(tokens(source));
  const node = parser.or();
  parser.take('end', undefined, 'the end of the predicate');
  return node;
}

/** Recursive descent, one method a precedence level, loosest first. */
class Parser {
  private readonly tokens: readonly Token[];
  private next = 0;
  private depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  or(): Node {
    return this.joined('name', ['or'], () => this.joined('name', ['and'], () => this.not()));
  }

  /** Operands with one of these words between them, the first two first. */
  private joined(
    kind: TokenKind,
    words: readonly ('or' | 'and' | '+' | '-' | '*' | '/')[],
    operand: () => Node,
  ): Node {
    let left = operand();
    for (;;) {
      const { at } = this;
      const word = words.find((each) => this.accept(kind, each));
      if (!word) return left;
      const sides = { left, right: operand(), at };
      left =
        word === 'or' || word === 'and'
          ? { kind: word, ...sides }
          : { kind: 'arithmetic', operator: word, ...sides };
    }
  }

  private not(): Node {
    const at = this.at;
    if (this.accept('name', 'not'))
      return this.deeper(() => ({ kind: 'not', body: this.not(), at }));
    if (this.accept('name', 'each')) {
      this.take('name', 'sample', '"sample"');
      this.take('symbol', ':', '":"');
      return this.deeper(() => ({ kind: 'each sample', body: this.or(), at }));
    }
    for (const kind of ['every', 'some'] as const) {
      if (this.accept('name', kind)) return this.quantified(kind, at);
    }
    return this.comparison();
  }

  /** `every batch: …`, whose body reaches as far right as it can. */
  private quantified(kind: 'every' | 'some' | 'least', at: number): Node {
    const axis = this.take('name', undefined, 'an axis').text;
    this.take('symbol', ':', '":"');
    return this.deeper(() => ({ kind, axis, body: kind === 'least' ? this.not() : this.or(), at }));
  }

  private comparison(): Node {
    const left = this.sum();
    const token = this.peek;
    if (token.kind !== 'symbol' || !comparators.includes(token.text)) return left;
    this.next++;
    const operator = token.text as Comparator;
    return { kind: 'comparison', operator, left, right: this.sum(), at: token.at };
  }

  private sum(): Node {
    return this.joined('symbol', ['+', '-'], () =>
      this.joined('symbol', ['*', '/'], () => this.primary()),
    );
  }

  private primary(): Node {
    const at = this.at;
    if (this.accept('symbol', '(')) {
      const inner = this.deeper(() => this.or());
      this.take('symbol', ')', '")"');
      return inner;
    }
    const number = this.accept('number');
    if (number) return this.literal(Number(number.text), at);
    if (this.accept('name', 'least')) return this.quantified('least', at);
    if (this.accept('name', 'holds')) return this.holds(at);
    const name = this.take('name', undefined, 'a number, a metric or "("').text;
    if (reserved.has(name)) throw new PredicateError(`${name} cannot stand here`, at);
    if (aggregates.includes(name) && this.accept('symbol', '(')) {
      const metric = this.take('name', undefined, 'a metric').text;
      const where = this.selections();
      this.take('symbol', ')', '")"');
      return metricNode(metric, name as Aggregate, where, at);
    }
    // A bare name may be a metric or a bound axis; the checker, which knows both, decides.
    return metricNode(name, 'median', this.selections(), at);
  }

  /** `5`, `5 us`, `10 %`. */
  private literal(value: number, at: number): Node {
    if (this.accept('symbol', '%')) {
      return { kind: 'number', value: value / 100, unit: dimensionless, at };
    }
    const token = this.peek;
    const unit = token.kind === 'name' ? unitOf(token.text) : null;
    if (!unit) return { kind: 'number', value, unit: dimensionless, at };
    this.next++;
    return { kind: 'number', value: value * unit.scale, unit: { ...unit, scale: 1 }, at };
  }

  private holds(at: number): Node {
    this.take('symbol', '(', '"("');
    const token = this.take('name', undefined, 'an invariant');
    const invariant = Invariant.safeParse(token.text);
    if (!invariant.success) {
      const known = Invariant.options.join(', ');
      throw new PredicateError(`no invariant ${token.text}; there are ${known}`, token.at);
    }
    const inside = this.selections();
    this.take('symbol', ')', '")"');
    return { kind: 'holds', invariant: invariant.data, where: inside, at };
  }

  private selections(): readonly Selection[] {
    if (!this.accept('symbol', '[')) return [];
    const found: Selection[] = [];
    do {
      const axis = this.take('name', undefined, 'an axis');
      this.take('symbol', '=', '"="');
      found.push({ axis: axis.text, value: this.value(), at: axis.at });
    } while (this.accept('symbol', ','));
    this.take('symbol', ']', '"," or "]"');
    return found;
  }

  private value(): Value {
    const number = this.accept('number');
    if (number) return Number(number.text);
    const text = this.accept('text');
    if (text) return text.text.slice(1, -1);
    const { text: name } = this.take('name', undefined, 'a value');
    return name === 'true' ? true : name === 'false' ? false : name;
  }

  private deeper<T>(inner: () => T): T {
    if (++this.depth > deepest) throw new PredicateError(`nested over ${deepest} deep`, this.at);
    const result = inner();
    this.depth--;
    return result;
  }

  private get peek(): Token {
    const token = this.tokens[this.next];
    if (!token) throw new Error('read past the end token');
    return token;
  }

  private get at(): number {
    return this.peek.at;
  }

  private accept(kind: TokenKind, text?: string): Token | undefined {
    const token = this.peek;
    if (token.kind !== kind || (text !== undefined && token.text !== text)) return undefined;
    if (kind !== 'end') this.next++;
    return token;
  }

  take(kind: TokenKind, text: string | undefined, expected: string): Token {
    const token = this.accept(kind, text);
    if (token) return token;
    const found = this.peek.kind === 'end' ? 'the end' : JSON.stringify(this.peek.text);
    throw new PredicateError(`expected ${expected}, found ${found}`, this.at);
  }
}

function metricNode(
  metric: string,
  aggregate: Aggregate,
  where: readonly Selection[],
  at: number,
): MetricNode {
  return { kind: 'metric', metric, aggregate, where, at };
}
