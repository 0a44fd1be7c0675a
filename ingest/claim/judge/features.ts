import type { Analysis } from '../read/analysis.ts';
import type { Token } from '../read/tokens.ts';
import { ruleKind, ruleStance } from './rules.ts';
import { addSense, type Meanings } from './sense.ts';

/** What holds for a statement, by name; 1 but for the parts of its sense. */
export type Features = ReadonlyMap<string, number>;

/** Features without what the rules say, to see what the model learns alone. */
export function withoutRules(features: Features): Features {
  return new Map([...features].filter(([name]) => !name.startsWith('rule:')));
}

/** Function words and the like: words of how something is said, never of what it is about. */
const grammar = new Set(
  (
    'the a an and or of to in on at by for with from as is are was were be been being it its this that these those ' +
    'i you he she we they me my your our their us them not no do does did have has had will would can could should ' +
    'may might must shall so if then than but there here what which who how when where why all any some more most ' +
    'just only also too very up out about into over after before because since while such other same own ' +
    'am let going want need think believe know see like make makes get gets way one something anything nothing everything ' +
    'really actually probably maybe perhaps even still already never always yes ok okay sure right well now again ' +
    'though although however unless until whether either neither both each every between without within through ' +
    'instead rather otherwise therefore thus hence yet ever much many few less least first second last next ' +
    'agree disagree please thanks sorry good bad better worse best worst wrong true false use using used work works ' +
    'problem issue question point idea reason case example thing things seems seem looks sounds say says said means mean ' +
    '? ! . : … ( ) " NUM CODE URL REF , ; * ='
  ).split(' '),
);

/**
 * Features of every statement of a message in turn, its neighbours and the quote above included; hold
 * no more of them than needed, a hostile message has thousands of statements.
 * @param meanings of words, as `word-vectors.ts` learns them
 */
export function* featuresOf(message: readonly Analysis[], meanings: Meanings): Generator<Features> {
  const tones = runTones(message);
  const overall = toneOf('msg', message);
  for (const [i, analysis] of message.entries()) {
    const names = new Set<string>();
    own(analysis, names);
    const kind = ruleKind(analysis);
    names.add(`rule:${kind.label}${kind.cue === null ? ' by default' : ''}`);
    const stance = ruleStance(analysis, kind.label);
    names.add(
      `rule:${stance.label}${stance.confidence > 0.8 ? '!' : ''}${stance.cue === null ? ' by default' : ''}`,
    );
    place(analysis, names);
    answer(analysis, names);
    const previous = message[i - 1];
    const next = message[i + 1];
    const near = previous && analysis.statement.sinceQuote > 0 ? previous : undefined;
    neighbour('prev', near, names);
    neighbour('next', next && next.statement.sinceQuote > 0 ? next : undefined, names);
    for (const name of tones.get(analysis.statement.answers) ?? []) names.add(name);
    for (const name of overall) names.add(name);
    const features = new Map([...names].map((name) => [name, 1] as const));
    addSense(analysis.tokens, meanings, features);
    yield features;
  }
}

function own({ tokens, cues, isQuestion }: Analysis, names: Set<string>): void {
  for (const cue of cues) {
    names.add(`c:${cue.cue}`);
    if (cue.at === 0) names.add(`c0:${cue.cue}`);
    names.add(`p:${cue.phrase}`);
  }
  if (isQuestion) names.add('asks');
  for (const [i, token] of tokens.entries()) {
    words(tokens, i, token, names);
    if (token.stressed) names.add('stressed');
  }
  const [first, second, third] = tokens;
  if (first && grammar.has(first.word)) {
    names.add(`f1:${first.word}`);
    if (second && grammar.has(second.word)) {
      names.add(`f2:${first.word} ${second.word}`);
      if (third && grammar.has(third.word))
        names.add(`f3:${first.word} ${second.word} ${third.word}`);
    }
  }
  const last = tokens.at(-1);
  names.add(`end:${last && '.?!:…)'.includes(last.word) ? last.word : 'word'}`);
  const length = tokens.length;
  names.add(
    `len:${length <= 2 ? 0 : length <= 5 ? 1 : length <= 9 ? 2 : length <= 15 ? 3 : length <= 25 ? 4 : length <= 40 ? 5 : 6}`,
  );
}

function words(all: readonly Token[], i: number, { word }: Token, names: Set<string>): void {
  const known = grammar.has(word);
  if (known) names.add(`w:${word}`);
  else {
    const suffix = /(?:ing|ed|ly|tion|able|er|est|s|ive|ment|ity)$/.exec(word)?.[0];
    if (suffix) names.add(`s:${suffix}`);
  }
  const next = all[i + 1]?.word;
  if (known && next && grammar.has(next)) names.add(`b:${word} ${next}`);
}

function place({ statement, lead }: Analysis, names: Set<string>): void {
  const { index, count, sinceQuote, inBlock, listItem, before, answers } = statement;
  if (index === 0) names.add('first of message');
  if (index === count - 1) names.add('last of message');
  names.add(`since:${Math.min(sinceQuote, 4)}`);
  names.add(`inBlock:${Math.min(inBlock, 3)}`);
  names.add(`pos:${Math.min(3, Math.floor((4 * index) / count))}`);
  names.add(`count:${count <= 3 ? 0 : count <= 10 ? 1 : count <= 25 ? 2 : 3}`);
  names.add(`before:${before}`);
  if (listItem) names.add(statement.lead === null ? 'list item' : 'led item');
  for (const cue of lead) names.add(`lead:${cue}`);
  names.add(answers ? 'replies' : 'unquoted');
}

function answer(analysis: Analysis, names: Set<string>): void {
  const { quote, overlap, statement, classes } = analysis;
  if (!quote) return;
  const near = statement.sinceQuote === 0 ? 'q0' : 'q';
  if (quote.isQuestion) names.add(`${near}:asks`);
  for (const cue of quote.classes) names.add(`${near}:${cue}`);
  const level = overlap === 0 ? 0 : overlap < 0.25 ? 1 : overlap < 0.5 ? 2 : 3;
  names.add(`overlap:${level}`);
  if (classes.has('negation')) names.add(`negated overlap:${level}`);
}

function neighbour(side: string, of: Analysis | undefined, names: Set<string>): void {
  if (!of) {
    names.add(`${side}:none`);
    return;
  }
  for (const cue of of.classes) names.add(`${side}:${cue}`);
  for (const { phrase } of of.cues.filter(({ at }) => at === 0)) names.add(`${side}0:${phrase}`);
  if (of.isQuestion) names.add(`${side}:asks`);
  if (of.statement.listItem) names.add(`${side}:item`);
}

/** Shares of statements with a class, in quarters, computed once for each group. */
type Tone = readonly string[];

const toneClasses = [
  'disagree',
  'negation',
  'agree',
  'second',
  'question',
  'evaluation',
  'contrast',
] as const;

function toneOf(of: string, group: readonly Analysis[]): Tone {
  return toneClasses.map((cue) => {
    const part = group.filter((a) => a.classes.has(cue)).length / Math.max(1, group.length);
    return `${of} ${cue}:${Math.round(part * 4)}`;
  });
}

/** What the run of statements under each quote says about the attitude, by quote. */
function runTones(message: readonly Analysis[]): ReadonlyMap<unknown, Tone> {
  const runs = new Map<unknown, Analysis[]>();
  for (const analysis of message) {
    const key = analysis.statement.answers;
    const run = runs.get(key);
    if (run) run.push(analysis);
    else runs.set(key, [analysis]);
  }
  return new Map(
    [...runs].map(([key, run]) => {
      const opening = (run[0]?.cues ?? []).filter(
        ({ at, cue }) => at === 0 && (cue === 'agree' || cue === 'disagree'),
      );
      return [key, [...toneOf('run', run), ...opening.map(({ cue }) => `run opens:${cue}`)]];
    }),
  );
}
