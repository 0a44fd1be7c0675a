import type { APIRoute } from 'astro';
import type { Trace } from '../../../data/schema/trace.ts';
import { traces } from '../../lib/data.ts';

export function getStaticPaths() {
  return traces().map((trace) => ({ params: { id: trace.id }, props: { trace } }));
}

/** The trace exactly as it is kept. */
export const GET: APIRoute<{ trace: Trace }> = ({ props }) => Response.json(props.trace);
