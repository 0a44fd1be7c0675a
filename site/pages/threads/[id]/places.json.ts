import type { APIContext, APIRoute } from 'astro';
import { claimsIn } from '../../../lib/messages.ts';
import { shownClaims } from '../../../lib/shown-claims.ts';
import { anchor, perPage, threadHref, threadOf } from '../../../lib/thread.ts';
import { type ThreadRow, threadRows } from '../../../lib/threadlist.ts';

/** A thread of one page has every message on it. */
export function getStaticPaths() {
  return threadRows()
    .filter(({ pages }) => pages > 1)
    .map((row) => ({ params: { id: row.id }, props: { row } }));
}

interface Props extends Record<string, unknown> {
  readonly row: ThreadRow;
}

/** By page of the thread, the fragments of its messages and statements: for links from before they stood there. */
export function text({ props: { row } }: Pick<APIContext<Props>, 'props'>): string {
  const messages = threadOf(row.id)?.messages ?? [];
  const places = Array.from({ length: row.pages }, (_, index) => [
    threadHref(row.id, index + 1),
    messages
      .slice(index * perPage, (index + 1) * perPage)
      .flatMap(({ messageId }) => [
        anchor(messageId),
        ...shownClaims(claimsIn(messageId)).map(({ id }) => `s-${id}`),
      ]),
  ]);
  return `${JSON.stringify(Object.fromEntries(places))}\n`;
}

export const GET: APIRoute<Props> = (context) =>
  new Response(text(context), { headers: { 'content-type': 'application/json' } });
