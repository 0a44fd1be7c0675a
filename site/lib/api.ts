import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './root.ts';

/** A declaration that other rooms and programs build on. */
export interface Declaration {
  readonly name: string;
  /** As written, without bodies and inner comments of functions. */
  readonly text: string;
  /** Its docstring as paragraphs: shapes, units, errors and sources. */
  readonly says: readonly string[];
  /**
   * Its `@example`s: statements with the exports of the file at hand, each of which may end in `// => value`, or in
   * `// => throws words`. A test runs them.
   */
  readonly examples: readonly string[];
}

export interface Described {
  readonly file: string;
  readonly declarations: readonly Declaration[];
}

/** The exported declarations with a docstring of each file below a folder, in order of file and place. */
export function apiOf(folder: string): Described[] {
  return globSync(`${folder}/**/*.ts`, { cwd: root })
    .filter((file) => !/\.(?:test|d)\.ts$|\/fixture\//.test(file))
    .sort()
    .map((file) => ({ file, declarations: declarationsIn(readFileSync(join(root, file), 'utf8')) }))
    .filter(({ declarations }) => declarations.length > 0);
}

export function declarationsIn(text: string): Declaration[] {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    const doc = ts.getJSDocCommentsAndTags(statement).find(ts.isJSDoc);
    const shown = ts.getCombinedModifierFlags(statement as unknown as ts.Declaration);
    if (!doc || !(shown & ts.ModifierFlags.Export)) return [];
    const named = ts.isVariableStatement(statement)
      ? statement.declarationList.declarations[0]
      : (statement as ts.DeclarationStatement);
    const name = named?.name?.getText(source) ?? '';
    return [{ name, text: headOf(statement, source), ...said(doc.getText(source)) }];
  });
}

/** A declaration without what only its author needs: bodies, and the values of what is computed. */
function headOf(node: ts.Node, source: ts.SourceFile): string {
  const from = node.getStart(source);
  let text = node.getText(source);
  const cut = (one: ts.Node | undefined) => {
    if (one) text = `${text.slice(0, one.getFullStart() - from)}${text.slice(one.end - from)}`;
  };
  const bodies: ts.Node[] = [];
  const visit = (inner: ts.Node): void => {
    const isHidden = ts.isClassElement(inner) && inner.name && ts.isPrivateIdentifier(inner.name);
    if (isHidden || ts.isBlock(inner)) bodies.push(inner);
    else ts.forEachChild(inner, visit);
  };
  visit(node);
  for (const body of bodies.reverse()) cut(body);
  return text.replace(/^export (?:async )?/, '').trim();
}

/** The text of a docstring without its examples; its other tags, as `@param`, become paragraphs of their own. */
function said(comment: string): Pick<Declaration, 'says' | 'examples'> {
  const text = comment.replace(/^\/\*\*|\*\/$/g, '').replaceAll(/^[ \t]*\*(?: |$)/gm, '');
  const parts = text.split(/^(?=@)/m);
  const example = /^@example\s*\n/;
  const says = parts
    .filter((part) => !example.test(part))
    .flatMap((part) => part.replace(/^@(\w+) /, '$1: ').split(/\n\s*\n/))
    .map((part) => part.replaceAll(/\s+/g, ' ').trim())
    .filter((part) => part !== '');
  const examples = parts
    .filter((part) => example.test(part))
    .map((part) => part.replace(example, '').trimEnd());
  return { says, examples };
}
