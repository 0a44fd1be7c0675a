import type { APIRoute } from 'astro';
import { offers } from '../../lib/explorer/offers.ts';
import { names } from '../../lib/names.ts';

/** What the explorer can show, and what it is called. */
export const GET: APIRoute = () => Response.json({ offers: offers(), names: names() });
