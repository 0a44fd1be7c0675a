import type { APIRoute } from 'astro';
import { type Answered, comparisons } from '../../lib/explorer/comparisons.ts';
import { drawnCsv } from '../../lib/explorer/samples-csv.ts';

export function getStaticPaths() {
  return comparisons().map((answered) => ({
    params: { id: answered.id || 'all' },
    props: { answered },
  }));
}

export const GET: APIRoute<{ answered: Answered }> = ({ props: { answered } }) =>
  new Response(drawnCsv(answered.chart, answered.rows), {
    headers: { 'content-type': 'text/csv' },
  });
