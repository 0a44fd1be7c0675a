import type { APIRoute } from 'astro';
import { searchIndex } from '../../../lib/search/build.ts';
import { leafFile } from '../../../lib/search/leaves.ts';

export function getStaticPaths() {
  return searchIndex().head.leaves.map((name) => ({
    params: { leaf: leafFile(name) },
    props: { name },
  }));
}

/** The words of one file with their postings. */
export const GET: APIRoute<{ name: string }> = ({ props }) =>
  Response.json(Object.fromEntries(searchIndex().leaves.get(props.name) ?? []));
