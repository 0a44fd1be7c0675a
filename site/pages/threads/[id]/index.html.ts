import type { APIContext, APIRoute } from 'astro';
import { formerAddresses, type Moved } from '../../../lib/former.ts';
import { href } from '../../../lib/href.ts';
import { threadHref } from '../../../lib/thread.ts';

export function getStaticPaths() {
  return formerAddresses().map((moved) => ({ params: { id: moved.id }, props: { moved } }));
}

interface Props extends Record<string, unknown> {
  readonly moved: Moved;
}

/** A page that leads on to where a thread stands now; small, since every message may have one. */
export function text({ props: { moved } }: Pick<APIContext<Props>, 'props'>): string {
  const to = threadHref(moved.now);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'"><meta name="viewport" content="width=device-width"><title>Moved · Warrant</title><meta name="robots" content="noindex"><link rel="canonical" href="${to}"><noscript><meta http-equiv="refresh" content="0; url=${to}"></noscript></head><body><main><h1>Moved</h1><p>An earlier message of this thread has come in: it stands <a href="${to}">at another address</a>.</p></main><script src="${href('/moved.js')}"></script></body></html>
`;
}

export const GET: APIRoute<Props> = (context) =>
  new Response(text(context), { headers: { 'content-type': 'text/html; charset=utf-8' } });
