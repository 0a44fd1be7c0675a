import type { APIRoute } from 'astro';
import { searchIndex } from '../../../lib/search/build.ts';

export function getStaticPaths() {
  return searchIndex().head.vocabulary.map((file) => ({ params: { file } }));
}

/** Words that a misspelt one may stand for, with how many pages have them; fetched where a word finds nothing. */
export const GET: APIRoute = ({ params }) =>
  Response.json(Object.fromEntries(searchIndex().vocabulary.get(params['file'] ?? '') ?? []));
