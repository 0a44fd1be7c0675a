import type { APIRoute } from 'astro';
import { examples, scenarios } from '../../lib/simulator.ts';

/** What the simulator can run: litmus files and model experiments, as in `data/`. */
export const GET: APIRoute = () =>
  Response.json({ examples: examples(), experiments: scenarios() });
