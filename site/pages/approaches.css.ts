import type { APIRoute } from 'astro';
import { huesOf } from '../../data/schema/review.ts';
import { reviews } from '../lib/data.ts';

/**
 * The colours of approaches, from the files of their reviews. A chart or chip inside `data-review` has that
 * review's; elsewhere the first review that has an approach of the name decides.
 */
export const GET: APIRoute = () => {
  const seen = new Set<string>();
  const scoped = reviews().map((review) => {
    const colours = [...huesOf(review)].map(([id, hue]) => `--a-${id}:var(--${hue})`);
    return `[data-review="${review.id}"]{${colours.join(';')}}`;
  });
  const everywhere = reviews().flatMap((review) =>
    [...huesOf(review)].flatMap(([id, hue]) => {
      if (seen.has(id)) return [];
      seen.add(id);
      return [`--a-${id}:var(--${hue})`];
    }),
  );
  const classes = [...seen].map((id) => `.a-${id}{--swatch:var(--a-${id})}`);
  const css = [`:root{${everywhere.join(';')}}`, ...scoped, ...classes].join('\n');
  return new Response(`${css}\n`, { headers: { 'content-type': 'text/css' } });
};
