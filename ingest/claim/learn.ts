import type { Classifier } from './classify.ts';
import type { Features } from './features.ts';
import type { LinearModel } from './linear.ts';
import { train } from './train.ts';

/** A statement's features and what an annotator said of it. */
export interface Lesson {
  readonly features: Features;
  readonly kind: string;
  readonly stance: string;
}

/** Chosen by cross-validation on annotated training mail; see docs/claims.md. */
export const settings = {
  kindL2: 0.03,
  stanceL2: 0.1,
  kindBalance: 0.7,
  stanceBalance: 0.3,
  minimum: 5,
  ruleTrust: 0.1,
  iterations: 120,
  /** Taken from the bias of `none`. */
  statementLean: 0.4,
} as const;

const kindLabels = [
  'none',
  'claim',
  'evidence',
  'position',
  'issue',
  'requirement',
  'decision',
] as const;
const stanceLabels = ['supports', 'disputes', 'neutral'] as const;

/** Rules speak through features; the penalty on those is lighter, since knowledge stands behind them. */
const trust = (feature: string) => (feature.startsWith('rule:') ? settings.ruleTrust : 1);

/**
 * Trains both models. The stance is learned from statements that have one, without word classes, which
 * cross-validation found to help the kind alone.
 * @param classes what the lessons' features were made with
 */
export function learn(
  lessons: readonly Lesson[],
  classes: ReadonlyMap<string, number>,
): Classifier {
  const { minimum, iterations } = settings;
  const common = { minimum, iterations, trust };
  const kind = train(
    lessons.map(({ features, kind: label }) => ({ features, label })),
    { ...common, labels: kindLabels, l2: settings.kindL2, balance: settings.kindBalance },
  );
  const stance = train(
    lessons
      .filter((lesson) => lesson.kind !== 'none')
      .map(({ features, stance: label }) => ({
        features: features.filter((f) => !f.startsWith('k:')),
        label,
      })),
    { ...common, labels: stanceLabels, l2: settings.stanceL2, balance: settings.stanceBalance },
  );
  return { kind: leaning(kind), stance, classes };
}

/** Leans towards taking a sentence for a statement: a reviewer drops one too many more easily than they find one missed. */
function leaning(kind: LinearModel): LinearModel {
  const bias = kind.bias.map((b, i) =>
    kind.labels[i] === 'none' ? Math.round((b - settings.statementLean) * 1000) / 1000 : b,
  );
  return { ...kind, bias };
}

/** Features without what the rules say, to see what the model learns alone. */
export function withoutRules(features: Features): Features {
  return features.filter((name) => !name.startsWith('rule:'));
}
