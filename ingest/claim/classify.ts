import type { Stance } from '../../data/schema/claim.ts';
import type { Analysis } from './analysis.ts';
import { type Features, featuresOf } from './features.ts';
import { type LinearModel, probabilities } from './linear.ts';
import { explicitStance, type Kind, ruleKind, ruleStance } from './rules.ts';

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
  /** Class of each word, by which features generalise over words. */
  readonly classes: ReadonlyMap<string, number>;
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
  const features = featuresOf(message, classifier.classes);
  return message.map((analysis, i) => judgeOne(analysis, features[i] ?? [], classifier));
}

function judgeOne(
  analysis: Analysis,
  features: readonly string[],
  classifier: Classifier,
): Judgement {
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

function best<Label extends string>(model: LinearModel, features: readonly string[]) {
  const all = probabilities(model, features);
  const at = all.indexOf(Math.max(...all));
  return { label: model.labels[at] as Label, probability: all[at] ?? 0 };
}

/** The phrase or structure that spoke most for a label, in words. */
function explain(model: LinearModel, label: string, features: readonly string[]): string | null {
  const at = model.labels.indexOf(label);
  const told = features
    .filter((feature) => /^(?:p:|f2:|f1:|b:)/.test(feature))
    .map((feature) => ({ feature, weight: model.weights[feature]?.[at] ?? 0 }))
    .sort((a, b) => b.weight - a.weight)[0];
  if (!told || told.weight <= 0) return null;
  return `“${told.feature
    .slice(told.feature.indexOf(':') + 1)
    .replace(/[\^$]/g, '')
    .trim()}”`;
}

/** By the model alone: no rule has a say, neither as a feature nor over the stance. */
export function judgeByModel(
  message: readonly Features[],
  classifier: Classifier,
): readonly Pick<Judgement, 'kind' | 'stance'>[] {
  return message.map((features) => {
    const told = features.filter((name) => !name.startsWith('rule:'));
    const kind = best<Kind>(classifier.kind, told).label;
    const stance = kind === 'none' ? 'neutral' : best<Stance>(classifier.stance, told).label;
    return { kind, stance };
  });
}
