import type { APIRoute } from 'astro';
import { searchIndex } from '../../lib/search/build.ts';

export const GET: APIRoute = () => Response.json(searchIndex().head);
