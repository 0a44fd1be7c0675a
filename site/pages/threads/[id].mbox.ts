import type { APIContext, APIRoute } from 'astro';
import { mboxEntry } from '../../lib/eml.ts';
import { message } from '../../lib/messages.ts';
import { type ThreadRow, threadRows } from '../../lib/threadlist.ts';

export function getStaticPaths() {
  return threadRows().map((row) => ({ params: { id: row.id }, props: { row } }));
}

interface Props extends Record<string, unknown> {
  readonly row: ThreadRow;
}

/** The thread as mboxrd, made from the decoded text: for reading in a mail program, no archive copy. */
export function text({ props: { row } }: Pick<APIContext<Props>, 'props'>): string {
  return row.real
    .flatMap((id) => message(id) ?? [])
    .map(mboxEntry)
    .join('\n');
}

export const GET: APIRoute<Props> = (context) =>
  new Response(text(context), { headers: { 'content-type': 'application/mbox' } });
