import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parse } from '@astrojs/compiler-rs';
import { filesBelow } from '../../data/schema/files-below.ts';
import type { TypedNumber } from './prose-numbers.ts';

/** A node of ESTree with JSX, as Astro's own parser gives it. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly value?: unknown;
  readonly [field: string]: unknown;
}

/** Elements whose text is no prose. */
const CODE: ReadonlySet<unknown> = new Set(['code', 'pre', 'kbd', 'samp', 'style', 'script']);

/** A run of digits that is no part of a name: `154` and `64 B`, not `Px86`, `SHA-256` or `RFC 5322`. */
const NUMBER = /(?<!RFC |[\p{L}\p{N}_]-?)\d[\d,]*(?:\.\d+)*/gu;

/**
 * Numbers typed into the text of `.astro` templates: between tags, and where an expression renders a
 * literal (`{found && '154 times'}`, `{154}`). What a page says in figures has to be computed from
 * data. Attributes, code, styles and the arguments of calls are left alone.
 * @returns the findings with paths relative to `folder`, in path order
 */
export function templateNumbers(folder: string): TypedNumber[] {
  return filesBelow(folder, '.astro').flatMap((file) =>
    numbersIn(relative(folder, file), readFileSync(file, 'utf8')),
  );
}

function numbersIn(file: string, text: string): TypedNumber[] {
  const { ast, diagnostics } = parse(text);
  const [wrong] = diagnostics;
  if (wrong) throw new Error(`${file}: ${wrong.text}`);
  return children(ast['body'])
    .flatMap(rendered)
    .flatMap(({ start, words }) =>
      [...words.matchAll(NUMBER)].map((found) => ({
        file,
        line: text.slice(0, start + found.index).split('\n').length,
        number: found[0].replace(/,+$/, ''),
      })),
    );
}

interface Words {
  readonly start: number;
  readonly words: string;
}

/** By type of node, the fields whose nodes it puts on the page; of any other type its expression. */
const shown: Readonly<Record<string, readonly string[]>> = {
  JSXElement: ['children'],
  JSXFragment: ['children'],
  TemplateLiteral: ['quasis', 'expressions'],
  ConditionalExpression: ['consequent', 'alternate'],
  LogicalExpression: ['left', 'right'],
  BinaryExpression: ['left', 'right'],
  CallExpression: ['arguments'],
  ArrowFunctionExpression: ['expression', 'body'],
  ArrayExpression: ['elements'],
  BlockStatement: ['body', 'statements'],
  FunctionBody: ['body', 'statements'],
  IfStatement: ['consequent', 'alternate'],
  ReturnStatement: ['argument'],
};

/** Text that a node puts on the page as it was typed. */
function rendered(node: Node): Words[] {
  const { type, start, value } = node;
  if (type === 'JSXElement' && CODE.has(nameOf(node))) return [];
  if (type === 'TemplateElement') {
    return [{ start, words: (value as { readonly raw: string }).raw }];
  }
  if (type === 'JSXText' || (type === 'Literal' && /string|number/.test(typeof value))) {
    return [{ start, words: String(value) }];
  }
  return (shown[type] ?? ['expression'])
    .flatMap((field) => children(node[field]))
    .filter((one) => isShown(type, one))
    .flatMap(rendered);
}

/** A sum of numbers is computed, a number put beside words is typed with them; of a call only functions render. */
function isShown(type: string, one: Node): boolean {
  if (type === 'BinaryExpression') return typeof one['value'] !== 'number';
  return type !== 'CallExpression' || one.type === 'ArrowFunctionExpression';
}

function nameOf(element: Node): unknown {
  const opening = element['openingElement'] as { readonly name?: { readonly name?: unknown } };
  return opening.name?.name;
}

/** One node, several, or none, as the parser's fields have them. */
function children(field: unknown): Node[] {
  const all = Array.isArray(field) ? field : [field];
  return all.filter((one): one is Node => typeof one === 'object' && one !== null && 'type' in one);
}
