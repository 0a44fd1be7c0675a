import type { APIRoute } from 'astro';
import { mboxEntry } from '../../lib/eml.ts';
import { message } from '../../lib/messages.ts';
import { type ThreadRow, threadRows } from '../../lib/threadlist.ts';

export function getStaticPaths() {
  return threadRows().map((row) => ({ params: { id: row.id }, props: { row } }));
}

/** The thread as mboxrd, made from the decoded text: for reading in a mail program, no archive copy. */
export const GET: APIRoute<{ row: ThreadRow }> = ({ props: { row } }) => {
  const text = row.real
    .flatMap((id) => message(id) ?? [])
    .map(mboxEntry)
    .join('\n');
  return new Response(text, { headers: { 'content-type': 'application/mbox' } });
};
