import type { MDXInstance } from 'astro';

const essays = import.meta.glob<MDXInstance<Record<string, unknown>>>('../../data/reviews/*.mdx', {
  eager: true,
});

/** The answer of a review as its author wrote it, beside the review's file; undefined where none is written. */
export const answerOf = (review: string) => essays[`../../data/reviews/${review}.mdx`]?.Content;
