import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { explicitStance } from '../claim/judge/rules.ts';
import { loadClassifier, weightsFile } from '../claim/judge/weights.ts';
import { learn } from '../claim/learn/learn.ts';
import { projectRoot } from '../commands/workbench.ts';
import { annotate } from './annotated.ts';
import { bareId, readAnnotations } from './annotation.ts';
import { lessons } from './cross-validate.ts';
import { predict } from './predict.ts';
import { readMail } from './read-mail.ts';
import { score } from './score.ts';

const gold = join(projectRoot, '..', 'shared', 'gold');
const meanings = loadClassifier(weightsFile(projectRoot)).classifier?.meanings ?? new Map();
const io = { cwd: projectRoot, stdin: Readable.from([]), signal: new AbortController().signal };

async function load(name: string, mail: string) {
  const annotations = readAnnotations(join(gold, `${name}.jsonl`));
  const wanted = new Set(annotations.map(({ messageId }) => bareId(messageId)));
  const messages = annotate(annotations, await readMail(join(gold, mail), wanted, io), meanings);
  return { annotations, messages };
}

const folded = (text: string) => text.replace(/\s+/g, ' ').trim();

test.skipIf(!existsSync(gold))(
  'matches 95 of 100 annotated statements, boundaries included',
  async () => {
    let exact = 0;
    let all = 0;
    for (const [name, mail] of [
      ['train', 'mail-train'],
      ['dev', 'mail'],
    ] as const) {
      const { annotations, messages } = await load(name, mail);
      const ours = new Set(
        messages.flatMap(({ mail: { messageId }, analyses }) =>
          analyses.map(({ statement }) => `${bareId(messageId)} ${folded(statement.text)}`),
        ),
      );
      all += annotations.length;
      exact += annotations.filter(({ messageId, text }) =>
        ours.has(`${bareId(messageId)} ${folded(text)}`),
      ).length;
    }
    expect(exact / all).toBeGreaterThanOrEqual(0.95);
  },
);

test.skipIf(!existsSync(gold))(
  'takes sides by outright markers rightly in 95 of 100 cases',
  async () => {
    const marked = [];
    for (const [name, mail] of [
      ['train', 'mail-train'],
      ['dev', 'mail'],
    ] as const) {
      const { messages } = await load(name, mail);
      for (const { analyses, labels } of messages) {
        for (const [i, analysis] of analyses.entries()) {
          const said = explicitStance(analysis);
          const label = labels[i];
          if (said && label && label.kind !== 'none') marked.push(said.label === label.stance);
        }
      }
    }
    expect(marked.length).toBeGreaterThan(20);
    expect(marked.filter(Boolean).length / marked.length).toBeGreaterThanOrEqual(0.95);
  },
);

test.skipIf(!existsSync(gold))(
  'learns from one half of the mail what holds in the other',
  async () => {
    const { annotations, messages } = await load('train', 'mail-train');
    const halves = [0, 1].map((half) => messages.filter((_, i) => i % 2 === half));
    const [taught = [], asked = []] = halves;
    const bodies = new Map(asked.map(({ mail }) => [mail.messageId, mail.body] as const));
    const known = annotations.filter(({ messageId }) =>
      [...bodies.keys()].some((id) => bareId(id) === bareId(messageId)),
    );
    const learned = learn(lessons(taught), meanings);
    const result = score(
      known,
      asked.flatMap((message) => predict(message, 'both', learned)),
      bodies,
    );
    // Measured 0.447 and 0.458; calling everything a neutral claim makes 0.10 and 0.14.
    expect(result.kind.macroF1).toBeGreaterThan(0.4);
    expect(result.stance.macroF1).toBeGreaterThan(0.41);
  },
);
