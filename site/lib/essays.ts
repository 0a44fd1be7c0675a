import type { MDXInstance } from 'astro';
import { href } from './href.ts';

export interface EssayHead {
  readonly title: string;
  readonly description: string;
  /** ISO 8601 date of the last change of substance. */
  readonly date: string;
  /** What readers ask that it answers, in their words: a search for them finds it first. */
  readonly answers?: readonly string[];
}

const files = import.meta.glob<MDXInstance<EssayHead & Record<string, unknown>>>(
  '../content/essays/*.mdx',
  { eager: true },
);

/** Every essay with its slug, latest first. */
export const essays = Object.entries(files)
  .map(([path, file]) => {
    const id = path.replace(/^.*\/|\.mdx$/g, '');
    return {
      id,
      href: href(`/essays/${id}/`),
      head: file.frontmatter as EssayHead,
      Content: file.Content,
    };
  })
  .sort((a, b) => (a.head.date < b.head.date ? 1 : -1));
