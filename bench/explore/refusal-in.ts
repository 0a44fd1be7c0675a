import { readFileSync } from 'node:fs';
import { Fault } from '../../data/schema/fault.ts';
import { lineIn } from '../../data/schema/yaml.ts';
import type { Problem } from '../machine/problem.ts';

/** The fault of an experiment's file that cannot run: file, line, member, what, and what would be right. */
export function refusalIn(file: string, { path, what, next }: Problem): Fault {
  return new Fault(
    'inputRefused',
    `${file}:${lineIn(readFileSync(file, 'utf8'), path)}: ${path.join('.')}: ${what}`,
    next,
  );
}
