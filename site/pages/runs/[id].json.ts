import type { APIRoute } from 'astro';
import type { Run } from '../../../data/schema/run.ts';
import { runs } from '../../lib/data.ts';

export function getStaticPaths() {
  return runs().map((run) => ({ params: { id: run.id }, props: { run } }));
}

/** The run exactly as it is kept. */
export const GET: APIRoute<{ run: Run }> = ({ props }) => Response.json(props.run);
