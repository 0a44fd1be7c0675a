import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault, messageOf } from '../../../data/schema/fault.ts';
import { sha256 } from '../../../data/schema/hash.ts';
import type { WordVector } from '../learn/word-vectors.ts';
import type { Classifier } from './classify.ts';
import type { LinearModel } from './linear.ts';
import { meanings } from './sense.ts';

const Linear = z.strictObject({
  labels: z.array(z.string()).min(2),
  bias: z.array(z.number()),
  weights: z.record(z.string(), z.array(z.number())),
});

/** What `warrant train` writes. Holds words of general English and structure, no sentence of any mail. */
const Weights = z.strictObject({
  schemaVersion: z.literal(2),
  /** How it was trained, for the reader. */
  trained: z.strictObject({
    statements: z.int(),
    messages: z.int(),
    settings: z.record(z.string(), z.number()),
  }),
  /** Words and their directions, signed bytes in base64, most frequent first; see word-vectors.ts. */
  words: z.array(z.tuple([z.string(), z.base64()])),
  kind: Linear,
  stance: Linear,
});
export type Weights = z.infer<typeof Weights>;

/** Where the committed weights lie. */
export const weightsFile = (root: string): string =>
  join(root, 'ingest', 'claim', 'judge', 'classifier.weights.json');

export interface LoadedClassifier {
  readonly classifier: Classifier | null;
  readonly words: readonly WordVector[];
}

/** Bump when statements or rules change, so that stored claims are derived anew. */
const rulesVersion = 7;

/** Names what derives a claim, rules and weights; much quicker than loading them. */
export function extractorVersion(file: string): string {
  const rules = `rules-${rulesVersion}`;
  return existsSync(file)
    ? `${rules}+linear-${sha256(readFileSync(file, 'utf8')).slice(0, 8)}`
    : rules;
}

/**
 * Reads the classifier; without a file, rules judge alone.
 * @throws Fault `inputRefused` where the file is no weights file.
 */
export function loadClassifier(file: string): LoadedClassifier {
  if (!existsSync(file)) return { classifier: null, words: [] };
  const text = readFileSync(file, 'utf8');
  try {
    const { kind, stance, words: written } = Weights.parse(JSON.parse(text));
    const words = written.map(readVector);
    return {
      classifier: { kind: modelOf(kind), stance: modelOf(stance), meanings: meanings(words) },
      words,
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

const modelOf = (written: Weights['kind']): LinearModel => ({
  ...written,
  weights: new Map(Object.entries(written.weights)),
});

export const writtenModel = ({ labels, bias, weights }: LinearModel): Weights['kind'] => ({
  labels: [...labels],
  bias: [...bias],
  weights: Object.fromEntries([...weights].map(([name, row]) => [name, [...row]])),
});

export const writtenVector = ({ word, parts }: WordVector): Weights['words'][number] => [
  word,
  Buffer.from(parts.buffer, parts.byteOffset, parts.byteLength).toString('base64'),
];

const readVector = ([word, parts]: Weights['words'][number]): WordVector => ({
  word,
  parts: Int8Array.from(Buffer.from(parts, 'base64'), (byte) => (byte << 24) >> 24),
});

/** One weight row a line, features in order: reads well in a diff and is the same on every machine. */
export function weightsText(weights: Weights): string {
  const linear = ({ labels, bias, weights: rows }: Weights['kind']) =>
    `{"labels":${JSON.stringify(labels)},"bias":${JSON.stringify(bias)},"weights":{\n${Object.entries(
      rows,
    )
      .map(([name, row]) => `${JSON.stringify(name)}:${JSON.stringify(row)}`)
      .join(',\n')}\n}}`;
  return `{"schemaVersion":2,"trained":${JSON.stringify(weights.trained)},\n"words":[\n${weights.words.map((w) => JSON.stringify(w)).join(',\n')}\n],\n"kind":${linear(weights.kind)},\n"stance":${linear(weights.stance)}}\n`;
}
