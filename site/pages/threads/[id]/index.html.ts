import { createHash } from 'node:crypto';
import type { APIContext, APIRoute } from 'astro';
import { formerAddresses, type Moved } from '../../../lib/former.ts';
import { threadHref } from '../../../lib/thread.ts';

export function getStaticPaths() {
  return formerAddresses().map((moved) => ({ params: { id: moved.id }, props: { moved } }));
}

interface Props extends Record<string, unknown> {
  readonly moved: Moved;
}

/** A refresh drops the fragment that names a message, so that a script leads on where one may run. */
const onwards = "location.replace(document.querySelector('main a').href + location.hash)";
const onlyThat = `script-src 'sha256-${createHash('sha256').update(onwards).digest('base64')}'`;

/** A page that leads on to where a thread stands now; small, since every message may have one. */
export function text({ props: { moved } }: Pick<APIContext<Props>, 'props'>): string {
  const to = threadHref(moved.now);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${onlyThat}"><meta name="viewport" content="width=device-width"><title>Moved · Warrant</title><meta name="robots" content="noindex"><link rel="canonical" href="${to}"><noscript><meta http-equiv="refresh" content="0; url=${to}"></noscript></head><body><main><h1>Moved</h1><p>An earlier message of this thread has come in: it stands <a href="${to}">at another address</a>.</p></main><script>${onwards}</script></body></html>
`;
}

export const GET: APIRoute<Props> = (context) =>
  new Response(text(context), { headers: { 'content-type': 'text/html; charset=utf-8' } });
