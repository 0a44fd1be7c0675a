import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { z } from 'zod';
import { Fault } from '../../data/schema/fault.ts';
import { filesBelow } from '../../data/schema/files-below.ts';
import { issueText } from '../../data/schema/issue.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { root } from './root.ts';

/** A data file and where it lies, as a path from the project's root. */
export interface DataFile<T> {
  readonly file: string;
  readonly value: T;
}

/** Every file of a folder of `data/` that ends so, at any depth, in path order; none if absent. */
export function dataFiles<T>(folder: string, ending: string, schema: z.ZodType<T>): DataFile<T>[] {
  return filesBelow(join(root, 'data', folder), ending).map((path) => ({
    file: relative(root, path),
    value: ending === '.json' ? readJson(path, schema) : readYaml(path, schema),
  }));
}

export function readJson<T>(path: string, schema: z.ZodType<T>): T {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Fault(
    'inputRefused',
    `${relative(root, path)}: ${issueText(parsed.error, value)}`,
    'see ./warrant check',
  );
}
