import { maxMessageLength } from '../mime/limits.ts';

/** Bodies longer than this are told by postmarks: the end of one is waited for in memory. */
export const longestMeasured = maxMessageLength / 2;
/** A header longer than this has no Content-Length that is looked for, in bytes. */
const longestHeader = 64 * 1024;

/**
 * Where the message whose postmark or header begins at `start` ends by its own Content-Length, as mboxcl2
 * writes it in place of quoting `From ` lines: the offset behind the last byte of its body. Null without
 * one, and while the header is open.
 */
export function extentOf(
  data: Buffer,
  start: number,
  most: number,
): { readonly end: number } | null {
  const head = data.subarray(start, start + longestHeader);
  const body = bodyOf(head);
  if (body < 0) return null;
  const field = /^content-length:[ \t]*(\d{1,9})[ \t]*\r?$/im.exec(
    head.toString('latin1', 0, body),
  );
  if (!field) return null;
  const length = Number(field[1]);
  return length > most ? null : { end: start + body + length };
}

/** Whether the header that begins at an offset is all there, or too long to be looked at. */
export const headerCloses = (data: Buffer, start: number) =>
  data.length - start >= longestHeader || bodyOf(data.subarray(start)) >= 0;

/** Where the body begins, -1 while the header is open; line ends may be LF or CRLF. */
function bodyOf(head: Buffer): number {
  const crlf = head.indexOf('\r\n\r\n');
  const lf = head.indexOf('\n\n');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return crlf + 4;
  return lf < 0 ? -1 : lf + 2;
}

/** Where the next postmark, or the end of the data, stands behind a body, at most one blank line further. */
export function afterBlank(data: Buffer, end: number): number {
  if (data[end] === 10) return end + 1;
  return data[end] === 13 && data[end + 1] === 10 ? end + 2 : end;
}
