import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { Fault } from '../../data/schema/fault.ts';
import type { Problem } from '../machine/problem.ts';

/** The fault of an experiment's file that cannot run: file, line, member, what, and what would be right. */
export function refusalIn(file: string, { path, what, next }: Problem): Fault {
  return new Fault(
    'inputRefused',
    `${file}:${lineOf(file, path)}: ${path.join('.')}: ${what}`,
    next,
  );
}

function lineOf(file: string, path: readonly string[]): number {
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter });
  const node = document.getIn(path, true);
  return isNode(node) && node.range ? lineCounter.linePos(node.range[0]).line : 1;
}
