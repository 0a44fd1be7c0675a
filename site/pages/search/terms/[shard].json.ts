import type { APIRoute } from 'astro';
import { searchIndex } from '../../../lib/search/build.ts';

export function getStaticPaths() {
  return searchIndex().facets.shards.map((shard) => ({ params: { shard } }));
}

/** The words of one shard with their postings. */
export const GET: APIRoute = ({ params }) =>
  Response.json(Object.fromEntries(searchIndex().shards.get(params['shard'] ?? '') ?? []));
