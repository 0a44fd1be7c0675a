import type { Stance } from '../../data/schema/claim.ts';
import type { Analysis } from './analysis.ts';
import { type Features, featuresOf, withoutRules } from './features.ts';
import { lexicon } from './lexicon.ts';
import { type LinearModel, probabilities } from './linear.ts';
import { explicitStance, type Kind, ruleKind, ruleStance } from './rules.ts';
import type { Meanings } from './sense.ts';

/** What a statement is judged to do, how surely, and why. */
export interface Judgement {
  readonly kind: Kind;
  readonly stance: Stance;
  /** Probability of the kind. */
  readonly confidence: number;
  /** The words or structure that decided, for the reader. */
  readonly cue: string;
}

/** The learned half: one model for the kind (`none` included), one for the stance. */
export interface Classifier {
  readonly kind: LinearModel;
  readonly stance: LinearModel;
  /** By which features generalise over words. */
  readonly meanings: Meanings;
}

/** By rule alone. */
export function judgeByRule(analysis: Analysis): Judgement {
  const kind = ruleKind(analysis);
  const stance = ruleStance(analysis, kind.label);
  return {
    kind: kind.label,
    stance: stance.label,
    confidence: kind.confidence,
    cue: because(kind.cue, stance.cue),
  };
}

function because(kind: string | null, stance: string | null): string {
  const parts = [...new Set([kind, stance].filter((c) => c !== null))];
  return parts.length > 0 ? parts.join('; ') : 'no marker; taken as an assertion';
}

/** Judges the statements of one message; the rules' verdicts are among the model's features. */
export function judge(
  message: readonly Analysis[],
  classifier: Classifier | null,
): readonly Judgement[] {
  if (!classifier) return message.map(judgeByRule);
  const features = featuresOf(message, classifier.meanings);
  return message.map((one) => judgeOne(one, features.next().value ?? new Map(), classifier));
}

function judgeOne(analysis: Analysis, features: Features, classifier: Classifier): Judgement {
  const kind = best<Kind>(classifier.kind, features);
  const explicit = explicitStance(analysis);
  const learned = best<Stance>(classifier.stance, features);
  const stance = kind.label === 'none' ? 'neutral' : (explicit?.label ?? learned.label);
  const ruled = ruleKind(analysis);
  const attitude = ruleStance(analysis, kind.label);
  const cue = because(
    ruled.label === kind.label && ruled.cue
      ? ruled.cue
      : explain(classifier.kind, kind.label, features),
    attitude.label === stance ? attitude.cue : null,
  );
  return { kind: kind.label, stance, confidence: Math.round(kind.probability * 1000) / 1000, cue };
}

function best<Label extends string>(model: LinearModel, features: Features) {
  const all = probabilities(model, features);
  const at = all.indexOf(Math.max(...all));
  return { label: model.labels[at] as Label, probability: all[at] ?? 0 };
}

/** What structure a feature stands for, in words that a reader understands. */
const structures: Readonly<Record<string, string>> = {
  asks: 'asks a question',
  'first of message': 'opens the message',
  'list item': 'an item of a list',
  'led item': 'an item of an announced list',
  'q0:asks': 'follows a quoted question',
  'prev:asks': 'follows a question',
  'end::': 'announces what follows',
  'w:NUM': 'gives a figure',
  'w:CODE': 'names code',
  'w:URL': 'gives a link',
  'w:REF': 'cites',
};

/** Classes whose phrases tell a reader why; a bare `it` or `when` would not. */
const telling = new Set(
  (
    [
      'agree',
      'disagree',
      'mustPhrase',
      'shouldPhrase',
      'issue',
      'evidencePhrase',
      'decision',
      'chatterPhrase',
      'evaluation',
      'opinion',
    ] as const
  ).flatMap((cue) => lexicon[cue].split('|')),
);

/** The phrase or structure that spoke most for a label, in words; null where none a reader knows did. */
function explain(model: LinearModel, label: string, features: Features): string | null {
  const at = model.labels.indexOf(label);
  let told: { readonly words: string; readonly weight: number } | null = null;
  for (const feature of features.keys()) {
    const phrase = feature.startsWith('p:') ? feature.slice(2) : null;
    if (phrase !== null && !telling.has(phrase)) continue;
    const words =
      phrase === null ? structures[feature] : `“${phrase.replace(/[\^$]/g, '').trim()}”`;
    const weight = model.weights.get(feature)?.[at] ?? 0;
    if (words && weight > (told?.weight ?? 0.05)) told = { words, weight };
  }
  return told?.words ?? null;
}

/** By the model alone: no rule has a say, neither as a feature nor over the stance. */
export function judgeByModel(
  message: readonly Features[],
  classifier: Classifier,
): readonly Pick<Judgement, 'kind' | 'stance'>[] {
  return message.map((features) => {
    const told = withoutRules(features);
    const kind = best<Kind>(classifier.kind, told).label;
    const stance = kind === 'none' ? 'neutral' : best<Stance>(classifier.stance, told).label;
    return { kind, stance };
  });
}
