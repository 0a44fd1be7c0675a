import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { loadClassifier, weightsFile } from '../claim/judge/weights.ts';
import { projectRoot } from '../commands/workbench.ts';
import { type AnnotatedMessage, annotate } from './annotated.ts';
import { type Annotation, bareId, readAnnotations } from './annotation.ts';
import type { Prediction } from './match.ts';
import { round4 } from './measure.ts';
import { predict } from './predict.ts';
import { readMail } from './read-mail.ts';
import { score } from './score.ts';

const gold = join(projectRoot, '..', 'shared', 'gold');
const python = spawnSync('python3', ['--version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'warrant-score-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const meanings = loadClassifier(weightsFile(projectRoot)).classifier?.meanings ?? new Map();
const io = { cwd: projectRoot, stdin: Readable.from([]), signal: new AbortController().signal };

async function load(
  name: string,
  mail: string,
): Promise<{ annotations: readonly Annotation[]; messages: readonly AnnotatedMessage[] }> {
  const annotations = readAnnotations(join(gold, `${name}.jsonl`));
  const wanted = new Set(annotations.map(({ messageId }) => bareId(messageId)));
  return {
    annotations,
    messages: annotate(annotations, await readMail(join(gold, mail), wanted, io), meanings),
  };
}

function byScript(name: string, mail: string, predictions: readonly Prediction[]) {
  const file = join(folder, 'predictions.ndjson');
  writeFileSync(file, predictions.map((p) => `${JSON.stringify(p)}\n`).join(''));
  return JSON.parse(
    execFileSync(
      'python3',
      [join(gold, 'score.py'), join(gold, `${name}.jsonl`), file, join(gold, mail)],
      { encoding: 'utf8' },
    ),
  );
}

/** Cuts, joins, shifts, repeats and invents, so that every path of the matching is taken. */
function mangled(predictions: readonly Prediction[]): readonly Prediction[] {
  const kinds = ['claim', 'issue', 'evidence', 'position', 'requirement', 'decision', 'none'];
  return predictions.flatMap((p, i) => {
    const text =
      i % 7 === 0 ? p.text.slice(0, 20) : i % 11 === 0 ? p.text.replace(/\s+/g, '\n\n ') : p.text;
    const kind = kinds[(i * 5) % kinds.length] ?? 'claim';
    const own = { ...p, text, kind };
    if (i % 13 === 0) return [own, { ...own, kind: 'issue' }];
    if (i % 17 === 0)
      return [
        { ...own, text: `nowhere ${i}` },
        { ...own, messageId: '<nobody@example.org>' },
      ];
    if (i % 19 === 0) return [{ ...own, text: text.replace(/\s+/g, '') }];
    return i % 5 === 0 ? [] : [own];
  });
}

test.skipIf(!existsSync(gold) || !python).each([
  ['train', 'mail-train'],
  ['dev', 'mail'],
])(
  'agrees with score.py to four digits on %s, for real and for mangled predictions',
  async (name, mail) => {
    const { annotations, messages } = await load(name, mail);
    const { classifier } = loadClassifier(weightsFile(projectRoot));
    const bodies = new Map(messages.map((m) => [m.mail.messageId, m.mail.body] as const));
    const real = messages.flatMap((message) => predict(message, 'both', classifier));
    for (const predictions of [real, mangled(real), []]) {
      const ours = score(annotations, predictions, bodies);
      const theirs = byScript(name, mail, predictions);
      expect(ours.statement).toEqual(theirs.statement);
      expect(ours.kind).toEqual(theirs.kind);
      expect(ours.stance).toEqual(theirs.stance);
      expect(ours.counts.unmatchedPredictions).toBe(theirs.counts.unmatchedPredictions);
      expect(ours.counts.goldCovered).toBe(theirs.counts.goldCovered);
      for (const base of ['allClaim', 'majority'] as const) {
        expect(ours.baselines[base].measures.kind.macroF1).toBe(theirs.baselines[base].kindMacroF1);
        expect(ours.baselines[base].measures.stance.macroF1).toBe(
          theirs.baselines[base].stanceMacroF1,
        );
      }
    }
  },
);

test('rounds halves to even like Python, and only halves', () => {
  expect([0.03125, 0.09375, 0.15625, 0.00005, 2 / 3].map(round4)).toEqual([
    0.0312, 0.0938, 0.1562, 0.0001, 0.6667,
  ]);
});

test('annotated files in the repository hold no words, and are well-formed', () => {
  const file = join(projectRoot, 'data/annotations/kernel-lists-2019-2021.jsonl');
  expect(readFileSync(file, 'utf8')).not.toMatch(/"text"/);
  for (const { text, hash } of readAnnotations(file))
    expect([text, hash?.length]).toEqual(['', 64]);
});
