import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';
import { sha256 } from '../hash.ts';

/**
 * SHA-256 over the code that modules run: their tokens and those of every module of the project that
 * they import, in the order of paths. Comments, layout and what is imported as a type alone do not
 * count, and no more do tests.
 * @param entries paths from the root
 */
export function codeVersion(root: string, entries: readonly string[]): string {
  const modules = new Map<string, string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (modules.has(path)) continue;
    const text = readFileSync(join(root, path), 'utf8');
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext);
    modules.set(path, tokensOf(source).join('\n'));
    waiting.push(...importsOf(source, path));
  }
  const ordered = [...modules].sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(ordered.map(([path, tokens]) => `${path}\0${tokens}`).join('\0'));
}

/** Every token but those of declarations that are types alone. */
function tokensOf(source: ts.SourceFile): string[] {
  const tokens: string[] = [];
  const walk = (node: ts.Node) => {
    if (ts.isJSDoc(node) || isTypeAlone(node)) return;
    const children = node.getChildren(source);
    if (children.length > 0) children.forEach(walk);
    else tokens.push(node.getText(source));
  };
  walk(source);
  return tokens;
}

function isTypeAlone(node: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) return node.isTypeOnly;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return (
    ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
  );
}

/** Modules of the project that a module loads, as paths from the root. */
function importsOf(source: ts.SourceFile, path: string): string[] {
  const found: string[] = [];
  const walk = (node: ts.Node) => {
    const from =
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && !isTypeAlone(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (from && ts.isStringLiteral(from) && from.text.startsWith('.')) {
      found.push(posix.join(dirname(path), from.text));
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}
