import type { Classifier } from './classify.ts';
import type { Features } from './features.ts';
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
  balance: 0.8,
  minimum: 5,
  ruleTrust: 0.1,
  iterations: 120,
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
export const stanceLabels = ['supports', 'disputes', 'neutral'] as const;

/** Rules speak through features; the penalty on those is lighter, since knowledge stands behind them. */
const trust = (feature: string) => (feature.startsWith('rule:') ? settings.ruleTrust : 1);

/** Trains both models. The stance is learned from statements that have one. */
export function learn(lessons: readonly Lesson[]): Classifier {
  const { balance, minimum, iterations } = settings;
  const common = { balance, minimum, iterations, trust };
  return {
    kind: train(
      lessons.map(({ features, kind }) => ({ features, label: kind })),
      { ...common, labels: kindLabels, l2: settings.kindL2 },
    ),
    stance: train(
      lessons
        .filter(({ kind }) => kind !== 'none')
        .map(({ features, stance }) => ({ features, label: stance })),
      { ...common, labels: stanceLabels, l2: settings.stanceL2 },
    ),
  };
}

/** Features without what the rules say, to see what the model learns alone. */
export function withoutRules(features: Features): Features {
  return features.filter((name) => !name.startsWith('rule:'));
}
