import { createHash } from 'node:crypto';
import ts from 'typescript';

/** One small change of a source text that its tests should notice. */
export interface Mutation {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The text that is replaced, and by what. */
  readonly from: string;
  readonly to: string;
  readonly start: number;
}

const swapped: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
]);

/**
 * The classic operators of mutation testing (DeMillo, Lipton and Sayward, 1978): a comparison or an
 * arithmetic or logical operator replaced, a constant moved by one, a truth value turned, a condition
 * negated, a statement left out. Texts, types, messages of errors and comments are left alone.
 */
export function mutationsOf(file: string, text: string): Mutation[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Mutation[] = [];
  const add = (node: ts.Node, to: string) => {
    const start = node.getStart(source);
    const { line } = source.getLineAndCharacterOfPosition(start);
    found.push({ file, line: line + 1, from: node.getText(source), to, start });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isThrowStatement(node) || ts.isImportDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const to = swapped.get(node.operatorToken.kind);
      if (to !== undefined && !isText(node)) add(node.operatorToken, to);
    } else if (ts.isNumericLiteral(node) && !ts.isPropertyAssignment(node.parent)) {
      add(node, String(Number(node.text) + 1));
    } else if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false');
    else if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true');
    else if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
      const condition = ts.isIfStatement(node) ? node.expression : node.condition;
      // A negated comparison is what swapping its operator gives.
      if (!ts.isBinaryExpression(condition)) add(condition, `!(${condition.getText(source)})`);
    } else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      add(node, ';');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Sums of texts: `+` is no arithmetic there. */
function isText(node: ts.BinaryExpression): boolean {
  const texts = [node.left, node.right];
  return texts.some((one) => ts.isStringLiteralLike(one) || ts.isTemplateExpression(one));
}

export function mutated(text: string, { start, from, to }: Mutation): string {
  return text.slice(0, start) + to + text.slice(start + from.length);
}

/**
 * All of them in an order that depends on the seed and on each mutant alone, its folder apart: what changes
 * elsewhere, or where a file goes, leaves the others in their places.
 */
export function shuffled(from: readonly Mutation[], seed: number): Mutation[] {
  const seen = new Map<string, number>();
  const keyed = from.map((mutation) => {
    const { file, from: was, to } = mutation;
    const what = `${file.split('/').at(-1)}\0${was}\0${to}`;
    const nth = seen.get(what) ?? 0;
    seen.set(what, nth + 1);
    return { mutation, key: createHash('sha256').update(`${seed}\0${what}\0${nth}`).digest('hex') };
  });
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ mutation }) => mutation);
}
