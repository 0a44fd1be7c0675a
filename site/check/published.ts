import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { filesBelow } from '../../data/schema/files-below.ts';
import { Hypothesis } from '../../data/schema/hypothesis.ts';
import { Run } from '../../data/schema/run.ts';
import { type Verdict, VerdictFile } from '../../data/schema/verdict.ts';

/** What the exhibits of a built site are held to. */
export interface Published {
  readonly hypotheses: ReadonlyMap<string, Hypothesis>;
  readonly verdicts: readonly Verdict[];
  readonly runs: ReadonlyMap<string, Run>;
}

/** Files that are not well-formed are left out: the check of the evidence names them. */
export function publishedBelow(root: string): Published {
  const hypotheses = wellFormed(join(root, 'data/hypotheses'), '.yaml', Hypothesis);
  const runs = wellFormed(join(root, 'data/results'), '.json', Run);
  return {
    hypotheses: new Map(hypotheses.map((one) => [one.id, one])),
    verdicts: wellFormed(join(root, 'data/verdicts'), '.json', VerdictFile).flatMap(
      ({ current }) => current,
    ),
    runs: new Map(runs.map((one) => [one.id, one])),
  };
}

function wellFormed<T>(folder: string, ending: string, schema: z.ZodType<T>): readonly T[] {
  return filesBelow(folder, ending).flatMap((file) => {
    const read = schema.safeParse(parsed(readFileSync(file, 'utf8'), ending));
    return read.success ? [read.data] : [];
  });
}

function parsed(text: string, ending: string): unknown {
  try {
    return ending === '.json' ? JSON.parse(text) : parse(text);
  } catch {
    return undefined;
  }
}
