import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault, messageOf } from '../../data/schema/fault.ts';
import { sha256 } from '../../data/schema/hash.ts';
import type { Classifier } from './classify.ts';
import { classLookup } from './word-classes.ts';

const Linear = z.strictObject({
  labels: z.array(z.string()).min(2),
  bias: z.array(z.number()),
  weights: z.record(z.string(), z.array(z.number())),
});

/** What `warrant train` writes. Holds words of general English and structure, no sentence of any mail. */
const Weights = z.strictObject({
  schemaVersion: z.literal(1),
  /** How it was trained, for the reader. */
  trained: z.strictObject({
    statements: z.int(),
    messages: z.int(),
    settings: z.record(z.string(), z.number()),
  }),
  /** Words of each class, see word-classes.ts. */
  words: z.array(z.array(z.string())),
  kind: Linear,
  stance: Linear,
});
export type Weights = z.infer<typeof Weights>;

/** Where the committed weights lie. */
export const weightsFile = (root: string): string =>
  join(root, 'ingest', 'claim', 'classifier.weights.json');

export interface LoadedClassifier {
  readonly classifier: Classifier | null;
  readonly words: Weights['words'];
  /** Names what derived a claim: rules and weights. */
  readonly version: string;
}

/** Bump when statements or rules change, so that stored claims are derived anew. */
const rulesVersion = 3;

/**
 * Reads the classifier; without a file, rules judge alone.
 * @throws Fault `inputRefused` where the file is no weights file.
 */
export function loadClassifier(file: string): LoadedClassifier {
  if (!existsSync(file)) return { classifier: null, words: [], version: `rules-${rulesVersion}` };
  const text = readFileSync(file, 'utf8');
  try {
    const { kind, stance, words } = Weights.parse(JSON.parse(text));
    return {
      classifier: { kind, stance, classes: classLookup({ classes: words }) },
      words,
      version: `rules-${rulesVersion}+linear-${sha256(text).slice(0, 8)}`,
    };
  } catch (cause) {
    throw new Fault(
      'inputRefused',
      `${file}: ${messageOf(cause).slice(0, 200)}`,
      'make it again with ./warrant train',
      cause,
    );
  }
}

/** One weight row a line, features in order: reads well in a diff and is the same on every machine. */
export function weightsText(weights: Weights): string {
  const linear = ({ labels, bias, weights: rows }: Weights['kind']) =>
    `{"labels":${JSON.stringify(labels)},"bias":${JSON.stringify(bias)},"weights":{\n${Object.entries(
      rows,
    )
      .map(([name, row]) => `${JSON.stringify(name)}:${JSON.stringify(row)}`)
      .join(',\n')}\n}}`;
  return `{"schemaVersion":1,"trained":${JSON.stringify(weights.trained)},\n"words":[\n${weights.words.map((w) => JSON.stringify(w)).join(',\n')}\n],\n"kind":${linear(weights.kind)},\n"stance":${linear(weights.stance)}}\n`;
}
