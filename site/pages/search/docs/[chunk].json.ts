import type { APIRoute } from 'astro';
import { searchIndex } from '../../../lib/search/build.ts';

export function getStaticPaths() {
  const { docs, perChunk } = searchIndex().head;
  return Array.from({ length: Math.ceil(docs / perChunk) }, (_, index) => ({
    params: { chunk: String(index) },
  }));
}

/** One chunk of results as they are listed. */
export const GET: APIRoute = ({ params }) => {
  const { docs, head } = searchIndex();
  const from = Number(params['chunk']) * head.perChunk;
  return Response.json(docs.slice(from, from + head.perChunk));
};
