import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parse } from '@astrojs/compiler-rs';
import { filesBelow } from '../../data/schema/files-below.ts';
import type { TypedNumber } from './prose-numbers.ts';

/** A node of ESTree with JSX, as Astro's own parser gives it. */
interface Node {
  readonly type: string;
  readonly start: number;
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

/** Text that a node puts on the page as it was typed. */
function rendered(node: Node): Words[] {
  switch (node.type) {
    case 'JSXText':
      return [{ start: node.start, words: String(node['value']) }];
    case 'Literal':
      return ['string', 'number'].includes(typeof node['value'])
        ? [{ start: node.start, words: String(node['value']) }]
        : [];
    case 'JSXElement':
      return CODE.has(nameOf(node)) ? [] : children(node['children']).flatMap(rendered);
    case 'JSXFragment':
      return children(node['children']).flatMap(rendered);
    case 'TemplateLiteral':
      return [
        ...children(node['quasis']).map((quasi) => ({
          start: quasi.start,
          words: (quasi['value'] as { readonly raw: string }).raw,
        })),
        ...children(node['expressions']).flatMap(rendered),
      ];
    case 'ConditionalExpression':
      return [node['consequent'], node['alternate']].flatMap(children).flatMap(rendered);
    case 'LogicalExpression':
      return [node['left'], node['right']].flatMap(children).flatMap(rendered);
    case 'BinaryExpression':
      // A sum of numbers is computed; a number put beside words is typed with them.
      return [node['left'], node['right']]
        .flatMap(children)
        .filter((side) => typeof side['value'] !== 'number')
        .flatMap(rendered);
    case 'CallExpression':
      return children(node['arguments'])
        .filter((one) => one.type === 'ArrowFunctionExpression')
        .flatMap(rendered);
    case 'ArrayExpression':
      return children(node['elements']).flatMap(rendered);
    case 'BlockStatement':
    case 'FunctionBody':
      return [node['body'], node['statements']].flatMap(children).flatMap(rendered);
    case 'IfStatement':
      return [node['consequent'], node['alternate']].flatMap(children).flatMap(rendered);
    case 'ReturnStatement':
      return children(node['argument']).flatMap(rendered);
    default:
      return [
        node['expression'],
        node.type === 'ArrowFunctionExpression' ? node['body'] : undefined,
      ]
        .flatMap(children)
        .flatMap(rendered);
  }
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
