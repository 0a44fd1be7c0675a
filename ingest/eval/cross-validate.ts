import { baseSubject } from '../../data/schema/discussion.ts';
import type { Classifier } from '../claim/judge/classify.ts';
import { withoutRules } from '../claim/judge/features.ts';
import type { Meanings } from '../claim/judge/sense.ts';
import { type Lesson, learn } from '../claim/learn/learn.ts';
import type { AnnotatedMessage } from './annotated.ts';
import type { Prediction } from './match.ts';
import { type Decider, predict } from './predict.ts';

/** What annotators said, statement by statement. */
export function lessons(messages: readonly AnnotatedMessage[]): readonly Lesson[] {
  return messages.flatMap((message) => {
    const source = threadOf(message);
    return message.labels.flatMap((label, i) =>
      label ? [{ features: message.features[i] ?? new Map(), source, ...label }] : [],
    );
  });
}

/** The model trained without what rules say. */
export function learnAlone(from: readonly Lesson[], meanings: Meanings): Classifier {
  return learn(
    from.map((lesson) => ({ ...lesson, features: withoutRules(lesson.features) })),
    meanings,
  );
}

/** In which fold each message is held out, in the order of the messages. */
export type Folds = readonly number[];

/** Neighbouring statements stay on one side. */
export const byMessage = (messages: readonly AnnotatedMessage[], folds: number): Folds =>
  messages.map((_, i) => i % folds);

/** Whole threads stay on one side, so that no subject matter is known beforehand. */
export function byThread(messages: readonly AnnotatedMessage[], folds: number): Folds {
  const threads = [...new Set(messages.map(threadOf))].sort();
  const fold = new Map(threads.map((thread, i) => [thread, i % folds]));
  return messages.map((message) => fold.get(threadOf(message)) ?? 0);
}

const threadOf = ({ mail }: AnnotatedMessage) => baseSubject(mail.subject);

/**
 * Predicts each message by a model that was trained without its fold; the predictions of each message
 * in the order of the messages.
 * @param always messages that are trained on in every fold and not predicted
 */
export function crossValidate(
  messages: readonly AnnotatedMessage[],
  foldOf: Folds,
  meanings: Meanings,
  always: readonly AnnotatedMessage[] = [],
): Readonly<Record<Decider, readonly (readonly Prediction[])[]>> {
  const out: Record<Decider, (readonly Prediction[])[]> = { rules: [], model: [], both: [] };
  for (const fold of new Set(foldOf)) {
    const seen = lessons([...messages.filter((_, i) => foldOf[i] !== fold), ...always]);
    const models = { rules: null, model: learnAlone(seen, meanings), both: learn(seen, meanings) };
    for (const [i, message] of messages.entries()) {
      if (foldOf[i] !== fold) continue;
      for (const decider of ['rules', 'model', 'both'] as const) {
        out[decider][i] = predict(message, decider, models[decider]);
      }
    }
  }
  return out;
}
