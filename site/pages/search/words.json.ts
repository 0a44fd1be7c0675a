import type { APIRoute } from 'astro';
import { searchIndex } from '../../lib/search/build.ts';

/** Words that a misspelt one may stand for; fetched only where a word finds nothing. */
export const GET: APIRoute = () => Response.json(searchIndex().vocabulary);
