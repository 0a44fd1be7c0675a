import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { Fault, messageOf } from './fault.ts';
import { firstIssue } from './issue.ts';

/**
 * Reads one YAML file and checks it against a schema.
 * @throws Fault `inputRefused` naming file, line, field, what is allowed there and what was found.
 */
export function readYaml<T>(file: string, schema: z.ZodType<T>): T {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Fault('inputRefused', `${file}: ${messageOf(cause)}`, 'check the path', cause);
  }
  return parseYaml(text, file, schema);
}

/**
 * Like `readYaml` on text already read; `file` only names it in errors.
 * @example
 * import { z } from 'zod';
 * const Batch = z.strictObject({ lines: z.int().positive() });
 * parseYaml('lines: 8', 'batch.yaml', Batch) // => { lines: 8 }
 * parseYaml('# of one line\nlines: 0', 'batch.yaml', Batch) // => throws batch.yaml:2: lines
 */
export function parseYaml<T>(text: string, file: string, schema: z.ZodType<T>): T {
  const lines = new LineCounter();
  // maxAliasCount stops exponential alias expansion; our own files use no aliases.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const [fault] = document.errors;
  if (fault) {
    throw new Fault(
      'inputRefused',
      `${file}:${lineOf(fault.pos[0])}: ${fault.message}`,
      'mend the YAML',
    );
  }
  const value = plainValue(document, file);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, what } = firstIssue(result.error, value);
  throw new Fault(
    'inputRefused',
    `${file}:${lineOf(offsetOf(document, path))}: ${path.join('.') || 'document'}: ${what}`,
    'mend the file',
  );
}

/** @throws Fault for aliases that stand for nothing, or for more than anybody would write. */
function plainValue(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new Fault('inputRefused', `${file}:1: ${messageOf(cause)}`, 'mend the YAML', cause);
  }
}

/** The line, from 1, of a member in YAML, or of what it is missing in. */
export function lineIn(text: string, path: readonly PropertyKey[]): number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return lines.linePos(offsetOf(document, path)).line;
}

/** Offset of the deepest existing node on the path, so that a missing member points at its parent. */
function offsetOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
