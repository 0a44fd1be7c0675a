import { type Classifier, judge, judgeByModel, judgeByRule } from '../claim/judge/classify.ts';
import type { AnnotatedMessage } from './annotated.ts';
import type { Prediction } from './match.ts';

/** Which half of the extractor decides. */
export type Decider = 'rules' | 'model' | 'both';

/** Predictions for every statement of a message, `none` included. */
export function predict(
  { mail, analyses, features }: Pick<AnnotatedMessage, 'mail' | 'analyses' | 'features'>,
  decider: Decider,
  classifier: Classifier | null,
): readonly Prediction[] {
  const judgements =
    decider === 'rules' || !classifier
      ? analyses.map(judgeByRule)
      : decider === 'model'
        ? judgeByModel(features, classifier)
        : judge(analyses, classifier);
  return analyses.flatMap(({ statement }, i) => {
    const judgement = judgements[i];
    if (!judgement) return [];
    const { kind, stance } = judgement;
    return [{ messageId: mail.messageId, text: statement.text, kind, stance }];
  });
}
