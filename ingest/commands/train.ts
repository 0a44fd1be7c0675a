import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command, Io } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { learn, settings } from '../claim/learn.ts';
import { loadClassifier, weightsFile, weightsText } from '../claim/weights.ts';
import { classLookup, learnWordClasses } from '../claim/word-classes.ts';
import { type AnnotatedMessage, annotate } from '../eval/annotated.ts';
import { type Annotation, bareId, readAnnotations } from '../eval/annotation.ts';
import { crossValidate, lessons } from '../eval/cross-validate.ts';
import { mailBeside, readMail, sentencesOf } from '../eval/read-mail.ts';
import { scoreLine } from '../eval/report.ts';
import { type Score, score } from '../eval/score.ts';

const folds = 9;

export const command: Command = {
  usage:
    'ANNOTATIONS.jsonl… [--mail SOURCE]… [--words SOURCE]… [--out FILE] [--dry] [--no-validation] [--json]',
  summary: 'train the classifier on annotated files and cross-validate it by message',
  options: {
    mail: { type: 'string', multiple: true },
    words: { type: 'string', multiple: true },
    out: { type: 'string' },
    dry: { type: 'boolean' },
    'no-validation': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run({ values, positionals, io }) {
    if (positionals.length === 0) {
      throw new Fault('usage', 'train: no annotations named', 'see ./warrant train --help');
    }
    const words = await wordsOf(values['words'], io);
    const classes = classLookup({ classes: words });
    const sets: AnnotationSet[] = [];
    for (const file of positionals) sets.push(await readSet(file, values['mail'], classes, io));
    const messages = sets.flatMap((set) => set.messages);
    if (messages.length < 2) {
      throw new Fault(
        'inputRefused',
        'train: mail of fewer than two annotated messages found',
        'name it with --mail',
      );
    }
    const taught = lessons(messages);
    const results = values['no-validation'] ? [] : validated(sets, classes);
    if (!values['dry']) {
      const out =
        typeof values['out'] === 'string' ? resolve(io.cwd, values['out']) : weightsFile(io.root);
      const { kind, stance } = learn(taught, classes);
      const trained = { statements: taught.length, messages: messages.length, settings };
      writeFileSync(
        out,
        weightsText({
          schemaVersion: 1,
          trained,
          words: words.map((own) => [...own]),
          kind: plain(kind),
          stance: plain(stance),
        }),
      );
      io.err(`wrote ${out}\n`);
    }
    report(results, io, values['json'] === true, taught.length, messages.length);
    return exitCode.done;
  },
};

interface AnnotationSet {
  readonly file: string;
  readonly annotations: readonly Annotation[];
  readonly messages: readonly AnnotatedMessage[];
}

async function readSet(
  file: string,
  mail: unknown,
  classes: ReadonlyMap<string, number>,
  io: Io,
): Promise<AnnotationSet> {
  const annotations = readAnnotations(resolve(io.cwd, file));
  const wanted = new Set(annotations.map(({ messageId }) => bareId(messageId)));
  const named = Array.isArray(mail) ? mail.map(String) : [];
  const mails = new Map();
  for (const source of named.length > 0 ? named : [mailBeside(file, io.cwd)]) {
    for (const [id, found] of await readMail(source, wanted, io)) mails.set(id, found);
  }
  const messages = annotate(annotations, mails, classes);
  io.err(
    `${file}: ${annotations.length} annotated statements, mail of ${messages.length} of ${wanted.size} messages\n`,
  );
  return { file, annotations, messages };
}

/** Word classes learned anew from mail where it is named, else those in use. */
async function wordsOf(sources: unknown, io: Io): Promise<readonly (readonly string[])[]> {
  if (!Array.isArray(sources)) return loadClassifier(weightsFile(io.root)).words;
  return learnWordClasses(await sentencesOf(sources.map(String), io)).classes;
}

interface Result {
  readonly file: string;
  readonly by: string;
  readonly score: Score;
}

/** Each file whose annotations carry their words is cross-validated, the others always trained on. */
function validated(
  sets: readonly AnnotationSet[],
  classes: ReadonlyMap<string, number>,
): readonly Result[] {
  return sets
    .filter(({ annotations }) => annotations.every(({ text }) => text !== ''))
    .flatMap((set) => {
      const others = sets.filter((other) => other !== set).flatMap(({ messages }) => messages);
      const bodies = new Map(set.messages.map(({ mail }) => [mail.messageId, mail.body] as const));
      const known = new Set([...bodies.keys()].map(bareId));
      const gold = set.annotations.filter(({ messageId }) => known.has(bareId(messageId)));
      const predictions = crossValidate(set.messages, folds, classes, others);
      return (['rules', 'model', 'both'] as const).map((by) => ({
        file: set.file,
        by,
        score: score(gold, predictions[by], bodies),
      }));
    });
}

function report(
  results: readonly Result[],
  io: Io,
  json: boolean,
  statements: number,
  messages: number,
): void {
  if (json) {
    io.out(jsonDocument({ schemaVersion: 1, statements, messages, folds, validation: results }));
    return;
  }
  io.out(`trained on ${statements} statements of ${messages} messages\n`);
  for (const { file, by, score: found } of results) {
    if (by === 'rules')
      io.out(
        `${file}, ${folds}-fold by message:\n${scoreLine('  all claim, neutral', found.baselines.allClaim.measures)}`,
      );
    io.out(scoreLine(`  ${by === 'both' ? 'rules and model' : `${by} alone`}`, found));
  }
}

const plain = ({ labels, bias, weights }: ReturnType<typeof learn>['kind']) => ({
  labels: [...labels],
  bias: [...bias],
  weights: Object.fromEntries(Object.entries(weights).map(([name, row]) => [name, [...row]])),
});
