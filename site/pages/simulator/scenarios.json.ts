import type { APIRoute } from 'astro';
import { names } from '../../lib/names.ts';
import { examples, scenarios } from '../../lib/simulator.ts';

/** What the simulator can run, litmus files and model experiments, as in `data/`, and what their axes are called. */
export const GET: APIRoute = () =>
  Response.json({ examples: examples(), experiments: scenarios(), names: names() });
