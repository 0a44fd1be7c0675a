import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { byCodeUnits } from '../../data/schema/code-units.ts';
import { Fault, messageOf } from '../../data/schema/fault.ts';
import { sha256 } from '../../data/schema/hash.ts';
import type { SalienceModel } from './fit.ts';

/** What `warrant train --salience` writes: a number per signal, no word of any mail. */
const Weights = z.strictObject({
  schemaVersion: z.literal(1),
  /** Statements count once a reading; a thread may be read twice. */
  trained: z.strictObject({ threads: z.int(), readings: z.int(), statements: z.int() }),
  bias: z.number(),
  weights: z.record(z.string(), z.number()),
});

/** Where the committed weights lie. */
export const salienceFile = join(import.meta.dirname, 'salience.weights.json');

/** Bump when signals or the rule for `testable` change, so that stored claims are derived anew. */
const signalsVersion = 3;

/** Names what ranks. */
export const salienceVersion = (): string =>
  `salience-${signalsVersion}-${sha256(readFileSync(salienceFile, 'utf8')).slice(0, 8)}`;

/** @throws Fault `inputRefused` where the file is no weights file */
export function loadSalience(file: string = salienceFile): SalienceModel {
  try {
    const { bias, weights } = Weights.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { bias, weights: new Map(Object.entries(weights)) };
  } catch (cause) {
    throw new Fault(
      'inputRefused',
      `${file}: ${messageOf(cause).slice(0, 200)}`,
      'make it again with ./warrant train --salience',
      cause,
    );
  }
}

/** One signal a line, heaviest first: reads well in a diff. */
export function salienceText(
  { bias, weights }: SalienceModel,
  trained: z.infer<typeof Weights>['trained'],
): string {
  const lines = [...weights]
    .sort(([a, x], [b, y]) => Math.abs(y) - Math.abs(x) || byCodeUnits(a, b))
    .map(([name, weight]) => `${JSON.stringify(name)}: ${weight}`);
  return `{"schemaVersion": 1,\n"trained": ${JSON.stringify(trained)},\n"bias": ${bias},\n"weights": {\n${lines.join(',\n')}\n}}\n`;
}
