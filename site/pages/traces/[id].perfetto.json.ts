import type { APIRoute } from 'astro';
import type { Trace } from '../../../data/schema/trace.ts';
import { traces } from '../../lib/data.ts';
import { perfetto } from '../../lib/perfetto.ts';

export function getStaticPaths() {
  return traces().map((trace) => ({ params: { id: trace.id }, props: { trace } }));
}

/** The trace for ui.perfetto.dev. */
export const GET: APIRoute<{ trace: Trace }> = ({ props }) => Response.json(perfetto(props.trace));
