import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../data/schema/finding.ts';
import { Review } from '../../data/schema/review.ts';
import { lineIn, readYaml } from '../../data/schema/yaml.ts';

/** What `warrant review new` writes where a person has yet to say something. */
export const undescribed = 'Not described yet.';
export const openQuestion = (title: string): string => `What should be done about “${title}”?`;

/** The open tasks of the reviews: fields that still hold what `warrant review new` wrote. Pages show them as they are. */
export function placeholders(root: string): readonly Finding[] {
  return globSync('data/reviews/*.yaml', { cwd: root })
    .toSorted()
    .flatMap((file) => {
      const review = readYaml(join(root, file), Review);
      const text = readFileSync(join(root, file), 'utf8');
      return open(review).map(({ path, next }): Finding => {
        const field = path.filter((part) => typeof part === 'string').join('.');
        const what = `${field} still holds what review new wrote`;
        return { file, line: lineIn(text, path), what, next, note: true };
      });
    });
}

interface Task {
  readonly path: readonly (string | number)[];
  readonly next: string;
}

function open({ title, question, approaches }: Review): readonly Task[] {
  const asked = question === openQuestion(title);
  return [
    ...(asked ? [{ path: ['question'], next: 'put the question in your own words' }] : []),
    ...approaches.flatMap((approach, at) =>
      Object.entries(approach)
        .filter(([, value]) => value === undescribed)
        .map(([field]) => ({
          path: ['approaches', at, field],
          next: `say in a sentence what ${approach.id} is`,
        })),
    ),
  ];
}
