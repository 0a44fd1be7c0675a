import type { APIRoute } from 'astro';
import type { Run } from '../../../data/schema/run.ts';
import { runs } from '../../lib/data.ts';
import { joined } from '../../lib/explorer/rows.ts';
import { samplesCsv } from '../../lib/explorer/samples-csv.ts';

export function getStaticPaths() {
  return runs().map((run) => ({ params: { id: run.id }, props: { run } }));
}

export const GET: APIRoute<{ run: Run }> = ({ props: { run } }) =>
  new Response(samplesCsv(joined([run])), { headers: { 'content-type': 'text/csv' } });
