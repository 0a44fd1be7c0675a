import type { Stance } from '../../../data/schema/claim.ts';
import type { Analysis } from '../read/analysis.ts';
import { lexicon } from '../read/lexicon.ts';
import { isChaff, substance } from './chaff.ts';
import { type Features, featuresOf, withoutRules } from './features.ts';
import { type LinearModel, probabilities } from './linear.ts';
import { explicitStance, type Kind, ruleKind, ruleStance } from './rules.ts';
import type { Meanings } from './sense.ts';

/** What a statement is judged to do, how surely, and why. */
export interface Judgement {
  readonly kind: Kind;
  readonly stance: Stance;
  /** Probability of the kind, less where the statement says little by itself. */
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
  if (!classifier) return message.map((one) => (isChaff(one) ? chaff : judgeByRule(one)));
  const features = featuresOf(message, classifier.meanings);
  return message.map((one) => {
    const found = features.next().value ?? new Map();
    return isChaff(one) ? chaff : judgeOne(one, found, classifier);
  });
}

/** Nothing that a reader of the argument would miss. */
const chaff: Judgement = { kind: 'none', stance: 'neutral', confidence: 0.9, cue: 'says nothing' };

function judgeOne(analysis: Analysis, features: Features, classifier: Classifier): Judgement {
  const kind = best<Kind>(classifier.kind, features);
  const explicit = explicitStance(analysis);
  const stance =
    kind.label === 'none'
      ? 'neutral'
      : (explicit?.label ?? cautious(analysis, classifier.stance, features));
  const ruled = ruleKind(analysis);
  const attitude = ruleStance(analysis, kind.label);
  const cue = because(
    ruled.label === kind.label && ruled.cue
      ? ruled.cue
      : explain(classifier.kind, kind.label, features),
    attitude.label === stance ? attitude.cue : null,
  );
  const confidence = Math.round(1000 * kind.probability * substance(analysis)) / 1000;
  return { kind: kind.label, stance, confidence, cue };
}

/**
 * The likeliest stance, but a dispute without a word of opposition only at better than even odds: who is
 * told to dispute somebody should see why.
 */
function cautious({ classes }: Analysis, model: LinearModel, features: Features): Stance {
  const all = probabilities(model, features);
  const of = (stance: Stance) => all[model.labels.indexOf(stance)] ?? 0;
  const opposes = classes.has('disagree') || classes.has('negation') || classes.has('contrast');
  const order: readonly Stance[] = ['supports', 'disputes', 'neutral'];
  const open = order.filter((one) => one !== 'disputes' || opposes || of(one) >= 0.5);
  return open.reduce((top, one) => (of(one) > of(top) ? one : top));
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
