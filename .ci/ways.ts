import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A function on a way of ARCHITECTURE.md; one that stands deeper is called by the next one above that does not. */
interface Step {
  readonly depth: number;
  readonly name: string;
  readonly file: string;
}

/** Steps of the drawing: `  readSource  ingest/pipeline/read-source.ts  what it does`, two spaces a level. */
export function stepsOf(page: string): Step[] {
  return [...page.matchAll(/^ {4}( *)([a-zA-Z]+) +((?:[\w-]+\/)+[\w-]+\.ts)\b/gm)].map(
    ([, indent = '', name = '', file = '']) => ({ depth: indent.length / 2, name, file }),
  );
}

/** What the drawing says and the code does not: a function that is not there, or calls that are not made or in another order. */
export function untrueSteps(root: string, page: string): string[] {
  const steps = stepsOf(page);
  return steps.flatMap((step, index) => {
    const { name, file } = step;
    const path = join(root, file);
    const body = existsSync(path) ? functionsOf(path).get(name) : undefined;
    if (!body) return [`${file}: no function ${name}`];
    const called = callsIn(body, functionsOf(path));
    let from = 0;
    return calledBy(steps.slice(index + 1), step.depth).flatMap((below) => {
      const at = called.indexOf(below.name, from);
      if (at < 0) return [`${file}: ${name} does not call ${below.name} then`];
      from = at + 1;
      return [];
    });
  });
}

function calledBy(following: readonly Step[], depth: number): Step[] {
  const end = following.findIndex((step) => step.depth <= depth);
  const below = end < 0 ? following : following.slice(0, end);
  return below.filter((step) => step.depth === depth + 1);
}

type Functions = ReadonlyMap<string, ts.Node>;

/** The functions and methods of a file by name. */
function functionsOf(path: string): Functions {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = new Map<string, ts.Node>();
  const visit = (node: ts.Node): void => {
    const is = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
    if ((is && node.body) || (ts.isVariableDeclaration(node) && node.initializer))
      found.set(node.name?.getText() ?? '', node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Names in the order they are called, arguments first; what a function of the same file calls stands in its place. */
function callsIn(body: ts.Node, own: Functions, open: readonly ts.Node[] = []): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node)) return;
    const callee = node.expression;
    const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
    found.push(name);
    const inner = ts.isIdentifier(callee) ? own.get(name) : undefined;
    if (inner && !open.includes(inner)) found.push(...callsIn(inner, own, [...open, inner]));
  };
  visit(body);
  return found;
}
