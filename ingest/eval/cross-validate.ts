import type { Classifier } from '../claim/classify.ts';
import { type Lesson, learn, withoutRules } from '../claim/learn.ts';
import type { AnnotatedMessage } from './annotated.ts';
import type { Prediction } from './match.ts';
import { type Decider, predict } from './predict.ts';

/** What annotators said, statement by statement. */
export function lessons(messages: readonly AnnotatedMessage[]): readonly Lesson[] {
  return messages.flatMap(({ features, labels }) =>
    labels.flatMap((label, i) => (label ? [{ features: features[i] ?? [], ...label }] : [])),
  );
}

/** The model trained without what rules say. */
export function learnAlone(
  from: readonly Lesson[],
  classes: ReadonlyMap<string, number>,
): Classifier {
  return learn(
    from.map((lesson) => ({ ...lesson, features: withoutRules(lesson.features) })),
    classes,
  );
}

/**
 * Predicts each message by a model that was trained without it: message i is held out in fold i mod
 * `folds`. Splitting by message keeps neighbouring statements on one side.
 * @param always messages that are trained on in every fold and not predicted
 */
export function crossValidate(
  messages: readonly AnnotatedMessage[],
  folds: number,
  classes: ReadonlyMap<string, number>,
  always: readonly AnnotatedMessage[] = [],
): Readonly<Record<Decider, readonly Prediction[]>> {
  const out: Record<Decider, Prediction[]> = { rules: [], model: [], both: [] };
  for (let fold = 0; fold < folds; fold++) {
    const seen = lessons([...messages.filter((_, i) => i % folds !== fold), ...always]);
    const models = { rules: null, model: learnAlone(seen, classes), both: learn(seen, classes) };
    for (const message of messages.filter((_, i) => i % folds === fold)) {
      for (const decider of ['rules', 'model', 'both'] as const) {
        out[decider].push(...predict(message, decider, models[decider]));
      }
    }
  }
  return out;
}
