import { join } from 'node:path';
import { ClaimFile } from '../../../data/schema/claim.ts';
import type { Finding } from '../../../data/schema/finding.ts';
import { Review } from '../../../data/schema/review.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { yamlFilesBelow } from '../catalogue.ts';
import { attemptEach } from './finding-of.ts';

interface Filed {
  readonly file: string;
  readonly value: Review;
}

/**
 * Reviews do not mix: no two have one id or claim one thread, no approach or question has its id twice in
 * its review, and what a review or a claim of it names is that review's own.
 */
export function checkReviews(root: string): Finding[] {
  // One that cannot be read is a finding of checkCatalogue.
  const files = yamlFilesBelow(join(root, 'data/reviews'));
  const reviews = attemptEach(root, files, (file) => readYaml(file, Review)).values;
  return [
    ...reviews.flatMap(named),
    ...clashes(reviews, ({ value }) => [value.id], 'review'),
    ...clashes(reviews, ({ value }) => value.threads.map((thread) => thread.root), 'thread'),
    ...reviews.flatMap(within),
    ...checkClaims(root, reviews),
  ];
}

/** A file is named after its review, so that its answer is found beside it. */
function named({ file, value: review }: Filed): Finding[] {
  if (file === `data/reviews/${review.id}.yaml`) return [];
  return [{ file, what: `holds the review ${review.id}`, next: `name it ${review.id}.yaml` }];
}

function clashes(
  reviews: readonly Filed[],
  idsOf: (filed: Filed) => readonly string[],
  what: string,
): Finding[] {
  const owner = new Map<string, string>();
  return reviews.flatMap((filed) =>
    idsOf(filed).flatMap((id) => {
      const before = owner.get(id);
      if (before === undefined) owner.set(id, filed.file);
      return before === undefined
        ? []
        : [
            {
              file: filed.file,
              what: `the ${what} ${id} is in ${before} already`,
              next: 'keep it in one of the two',
            },
          ];
    }),
  );
}

/** Ids that are used twice within a review, and names that it does not have. */
function within({ file, value: review }: Filed): Finding[] {
  const approaches = review.approaches.map(({ id }) => id as string);
  const questions = review.matrix.map(({ id }) => id);
  const known = new Set(approaches);
  const foreign = review.matrix.flatMap((row) =>
    [...Object.keys(row.for), ...Object.keys(row.claims ?? {})].filter((id) => !known.has(id)),
  );
  return [
    ...twice(approaches).map((id) => `two approaches are called ${id}`),
    ...twice(questions).map((id) => `two questions of the matrix are called ${id}`),
    ...new Set(foreign.map((id) => `the matrix names the approach ${id}, which it does not have`)),
  ].map((what) => ({ file, what, next: 'give each an id of its own' }));
}

const twice = (ids: readonly string[]) => [
  ...new Set(ids.filter((id, at) => ids.indexOf(id) !== at)),
];

/** A claim belongs to a review that exists, and names only that review's approaches. */
function checkClaims(root: string, reviews: readonly Filed[]): Finding[] {
  const known = new Map(
    reviews.map(({ value }) => [value.id, new Set(value.approaches.map(({ id }) => id))]),
  );
  const files = yamlFilesBelow(join(root, 'data/claims'));
  return attemptEach(root, files, (file) => readYaml(file, ClaimFile)).values.flatMap(
    ({ file, value: { review, claims } }) => {
      const own = known.get(review);
      if (!own) return [{ file, what: `no review ${review}`, next: 'name one that exists' }];
      return claims.flatMap((claim) =>
        claim.approaches
          .filter((id) => !own.has(id))
          .map((id) => ({
            file,
            what: `${claim.id}: ${review} has no approach ${id}`,
            next: "name one of that review's",
          })),
      );
    },
  );
}
