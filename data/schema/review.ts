import { z } from 'zod';
import { Invariant } from './experiment.ts';
import { ApproachId, ClaimId, ExperimentId, MessageId, ReviewId } from './ids.ts';
import { Conditions, Scope } from './scope.ts';

/** Colours that eyes of every kind tell apart: Okabe and Ito, 2008. Yellow is left out: it fades on paper. */
export const Hue = z.enum(['blue', 'vermillion', 'green', 'purple', 'ochre', 'sky', 'grey']);
export type Hue = z.infer<typeof Hue>;

/**
 * A design option under review, with the words by which statements about it are known. Any further
 * member is a facet: one sentence, under the heading that the review's `facets` gives it.
 */
export const Approach = z
  .object({
    id: ApproachId,
    name: z.string(),
    /** By default the first that no approach before it has. */
    colour: Hue.optional(),
    argued: z.array(z.string()).default([]),
    /** Lower-case words and phrases that tag a statement with this approach. */
    vocabulary: z.array(z.string().min(1)).default([]),
  })
  .catchall(z.string());
export type Approach = z.infer<typeof Approach>;

/** One question of the comparison, and where its answers come from. */
export const MatrixRow = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  question: z.string(),
  /** The same on one line, where the whole comparison has to fit one screen. */
  short: z.string().optional(),
  scope: Scope.default('model'),
  /** Tried in order for each approach: not every experiment runs every one. */
  experiments: z.array(ExperimentId).default([]),
  where: Conditions.default({}),
  /** What one approach means beyond `where`, such as that MAP_SYNC makes faults synchronous. */
  for: z.record(ApproachId, Conditions).default({}),
  invariant: Invariant.optional(),
  metric: z.string().optional(),
  /** Where no run answers: the claim that does, by approach. */
  claims: z.record(ApproachId, ClaimId).optional(),
});
export type MatrixRow = z.infer<typeof MatrixRow>;

/**
 * One file of `data/reviews/`: everything that belongs to one question. An approach's id is its own
 * within the review. The answer, where there is one, is the essay of the same name beside it (`.mdx`).
 */
export const Review = z.strictObject({
  id: ReviewId,
  title: z.string(),
  question: z.string(),
  threads: z.array(z.strictObject({ root: MessageId, subject: z.string() })),
  /** Where its mail can be had: what `warrant ingest` takes; by default each thread by its root's Message-ID. */
  mail: z.array(z.string().min(1)).default([]),
  /** Heading of each facet that its approaches have, such as `durable: What makes a store durable`. */
  facets: z.record(z.string(), z.string()).default({}),
  approaches: z.array(Approach).default([]),
  /** What its readers' machines are, weightiest axis first: an exhibit is chosen that is most like it. */
  usual: Conditions.default({}),
  /** The comparison of its approaches, question by question. */
  matrix: z.array(MatrixRow).default([]),
});
export type Review = z.infer<typeof Review>;

/** The sources of a review's mail. */
export const mailOf = ({ mail, threads }: Review): readonly string[] =>
  mail.length > 0 ? mail : threads.map(({ root }) => root);

/** The members of an approach that every approach has; the others are facets. */
const common: ReadonlySet<string> = new Set(['id', 'name', 'colour', 'argued', 'vocabulary']);

export interface Facet {
  readonly heading: string;
  readonly text: string;
}

/** What a review says of an approach, in the order of its headings, then of the approach's own members. */
export function facetsOf(review: Review, approach: Approach): readonly Facet[] {
  const own = Object.entries(approach).filter(([name]) => !common.has(name));
  const order = Object.keys(review.facets);
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return own
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([name, text]) => ({ heading: review.facets[name] ?? name, text: String(text) }));
}

/** Each approach's colour: the one it names, else the first that is free, in the order of the file. */
export function huesOf(review: Review): ReadonlyMap<ApproachId, Hue> {
  const named = new Set(review.approaches.flatMap(({ colour }) => colour ?? []));
  const free = Hue.options.filter((hue) => hue !== 'grey' && !named.has(hue));
  return new Map(review.approaches.map(({ id, colour }) => [id, colour ?? free.shift() ?? 'grey']));
}
