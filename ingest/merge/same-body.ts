import { coverage } from './coverage.ts';

/**
 * Whether two bodies under one Message-ID are copies of one message rather than two messages that
 * bear the same id: nine tenths of the shorter one's phrases stand in the other. Footers that lists append, MIME
 * parts that one archive dropped, wrapping and masked addresses leave that untouched.
 */
export function sameBody(a: string, b: string): boolean {
  const [short, long] = a.length < b.length || (a.length === b.length && a <= b) ? [a, b] : [b, a];
  if (squeeze(long).startsWith(squeeze(short)) && (short.trim() !== '' || long.trim() === ''))
    return true;
  return coverage(short, long) >= 0.9;
}

const squeeze = (text: string) => text.replace(/\s+/g, '');
