import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ClaimKind } from '../../data/schema/claim.ts';
import { kinds } from '../eval/measure.ts';
import { loadClassifier, weightsFile } from './judge/weights.ts';
import { kindLabels } from './learn/learn.ts';

/** Each list has an order of its own: of precedence, of training, of the report. */
test('every kind of claim is annotated, trained, in the weights, measured and in the glossary', () => {
  const [, said = ''] = readFileSync('site/content/glossary.yaml', 'utf8').split('Its kind says');
  const { classifier } = loadClassifier(weightsFile(process.cwd()));
  const annotated = globSync('data/annotations/kernel-lists*.jsonl')
    .flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
    .map((line) => (JSON.parse(line) as { kind: string }).kind);
  const lists: Readonly<Record<string, readonly string[]>> = {
    'data/annotations': [...new Set(annotated)],
    'ingest/claim/learn/learn.ts': kindLabels,
    'ingest/claim/judge/classifier.weights.json': classifier?.kind.labels ?? [],
    'ingest/eval/measure.ts': kinds,
    'site/content/glossary.yaml': said.split('\n')[0]?.match(/\p{L}+/gu) ?? [],
  };
  const forgotten = Object.entries(lists).flatMap(([file, words]) =>
    ClaimKind.options.filter((kind) => !words.includes(kind)).map((kind) => `${kind}: ${file}`),
  );
  expect(forgotten).toEqual([]);
});
