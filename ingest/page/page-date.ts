import { writtenDate } from '../quote/attribution/written-date.ts';
import { indianaInstant } from './indiana-clock.ts';

/**
 * The instant that an archive page gives for its message, ISO 8601 in UTC: the sent date where it
 * has a numeric offset, else the archive's own stamp, whose `EST` is Indiana's clock.
 * Null where neither can be read.
 */
export function pageDate(sent: string | undefined, printed: string | undefined): string | null {
  const own = sent ? writtenDate(sent) : null;
  if (own?.instant && /[+-]\d{4}/.test(sent ?? '')) return own.instant;
  const stamp = printed ? writtenDate(printed) : null;
  if (stamp && /\bE[SD]T\b|^[^+]*\d{4}\s*$/.test(printed ?? '')) return indianaInstant(stamp.wall);
  return own?.instant ?? stamp?.instant ?? (stamp ? indianaInstant(stamp.wall) : null);
}
