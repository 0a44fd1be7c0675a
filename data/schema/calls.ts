import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from './yaml.ts';

/** Names of calls and operations, in lower case. */
export const Calls = z.array(z.string().regex(/^[a-z_-]+$/)).min(1);

/**
 * The calls of `data/calls.yaml`; none where there is no such file.
 * @throws Fault `inputRefused` naming the line that is not well-formed.
 */
export function readCalls(root: string): readonly string[] {
  const file = join(root, 'data', 'calls.yaml');
  return existsSync(file) ? readYaml(file, Calls) : [];
}

/** Finds which of the calls a text names, as nouns, verbs or participles too. */
export function callFinder(calls: readonly string[]): (text: string) => ReadonlySet<string> {
  const names = calls.map((call) => call.replaceAll('-', '-?')).join('|');
  const named = new RegExp(String.raw`\b(?:${names})(?=(?:e?s|d|ed|ing)?\b)`, 'gi');
  return (text) =>
    new Set(
      calls.length === 0
        ? []
        : (text.match(named) ?? []).map((call) => call.toLowerCase().replaceAll('-', '')),
    );
}
