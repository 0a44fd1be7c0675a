import { zones } from '../quote/attribution/zones.ts';

/** A zone as mailers write it: `+0200`, `+02:00`, `+2`, `GMT+0200`, `UTC+2`, `(EST)`. */
export const zonePattern =
  '(?:gmt|utc?|z)?\\s*[+-]\\s*\\d{1,2}:\\d{2}|(?:gmt|utc?|z)?\\s*[+-]\\s*\\d+|\\(?(?:met dst|[a-z]{1,5})';

/**
 * Minutes east of UTC. An unknown name counts as UTC (RFC 5322 section 4.3), and so does an offset that
 * no clock has: the instant is then what its sender's clock showed, at most a day off.
 */
export function minutesEast(zone: string | undefined): number {
  const text = (zone ?? '').replace(/[\s(]/g, '');
  const offset = /^(?:gmt|utc?|z)?([+-])(\d+)(?::(\d\d))?$/i.exec(text);
  if (!offset) return zones[text.toUpperCase()] ?? 0;
  const [, sign, digits = '', after] = offset;
  // One or two digits are hours, three are `hmm`.
  const clock =
    digits.length <= 2 ? digits.padStart(2, '0') + (after ?? '00') : digits.padStart(4, '0');
  const [hours, minutes] = [Number(clock.slice(0, 2)), Number(clock.slice(2))];
  if (clock.length > 4 || hours > 23 || minutes > 59) return 0;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}
