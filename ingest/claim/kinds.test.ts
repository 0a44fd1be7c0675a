import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ClaimKind } from '../../data/schema/claim.ts';
import { kinds } from '../eval/measure.ts';
import { loadClassifier, weightsFile } from './judge/weights.ts';
import { kindLabels } from './learn/learn.ts';

/** Each list has an order of its own: of precedence, of training, of the report. */
test('every kind of claim is trained, in the weights, measured and in the glossary', () => {
  const all = [...ClaimKind.options].sort();
  const { classifier } = loadClassifier(weightsFile(process.cwd()));
  expect(kindLabels.filter((kind) => kind !== 'none').sort()).toEqual(all);
  expect(classifier?.kind.labels.filter((kind) => kind !== 'none').sort()).toEqual(all);
  expect([...kinds].sort()).toEqual(all);
  const [, said = ''] = readFileSync('site/content/glossary.yaml', 'utf8').split('Its kind says');
  for (const kind of all) expect(said.split('\n')[0]).toContain(kind);
});
