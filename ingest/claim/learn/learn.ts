import type { Classifier } from '../judge/classify.ts';
import type { Features } from '../judge/features.ts';
import type { LinearModel } from '../judge/linear.ts';
import type { Meanings } from '../judge/sense.ts';
import { train } from './train.ts';

/** A statement's features and what an annotator said of it. */
export interface Lesson {
  readonly features: Features;
  /** Thread that it was said in. */
  readonly source: string;
  readonly kind: string;
  readonly stance: string;
}

/** Chosen by cross-validation on annotated training mail; see docs/claims.md. */
export const settings = {
  kindL2: 0.005,
  stanceL2: 0.01,
  kindBalance: 0.5,
  stanceBalance: 0.3,
  minimum: 6,
  spread: 5,
  ruleTrust: 0.1,
  iterations: 250,
  /** Taken from the bias of `none`. */
  statementLean: 0.4,
} as const;

export const kindLabels = [
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
 * Trains both models; the stance from statements that have one.
 * @param meanings what the lessons' features were made with
 */
export function learn(lessons: readonly Lesson[], meanings: Meanings): Classifier {
  const { minimum, spread, iterations } = settings;
  const common = { minimum, spread, iterations, trust };
  const kind = train(
    lessons.map(({ features, source, kind: label }) => ({ features, source, label })),
    { ...common, labels: kindLabels, l2: settings.kindL2, balance: settings.kindBalance },
  );
  const stance = train(
    lessons
      .filter((lesson) => lesson.kind !== 'none')
      .map(({ features, source, stance: label }) => ({
        features,
        source,
        label,
      })),
    { ...common, labels: stanceLabels, l2: settings.stanceL2, balance: settings.stanceBalance },
  );
  return { kind: leaning(kind), stance, meanings };
}

/** Leans towards taking a sentence for a statement: a reviewer drops one too many more easily than they find one missed. */
function leaning(kind: LinearModel): LinearModel {
  const bias = kind.bias.map((b, i) =>
    kind.labels[i] === 'none' ? Math.round((b - settings.statementLean) * 1000) / 1000 : b,
  );
  return { ...kind, bias };
}
