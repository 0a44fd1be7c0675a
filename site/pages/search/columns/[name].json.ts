import type { APIRoute } from 'astro';
import { searchIndex } from '../../../lib/search/build.ts';
import { columns } from '../../../lib/search/shapes.ts';

export function getStaticPaths() {
  return columns.map((name) => ({ params: { name } }));
}

/** What documents are filtered by, a file each. */
export const GET: APIRoute = ({ params }) => {
  const name = columns.find((one) => one === params['name']);
  return Response.json(name ? searchIndex().columns[name] : null);
};
