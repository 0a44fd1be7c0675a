/** Hours east of UTC of the zones that RFC 5322 section 4.3 and real mail name. */
const zones: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  cet: 1,
  cest: 2,
  met: 1,
  mest: 2,
  bst: 1,
  jst: 9,
};

/** A zone as mailers write it: `+0200`, `+02:00`, `+2`, `GMT+0200`, `UTC+2`, `(EST)`. */
export const zonePattern =
  '(?:gmt|utc?|z)?\\s*[+-]\\s*\\d{1,2}:\\d{2}|(?:gmt|utc?|z)?\\s*[+-]\\s*\\d+|\\(?[a-z]{1,5}';

/**
 * Minutes east of UTC. An unknown name counts as UTC (RFC 5322 section 4.3), and so does an offset that
 * no clock has: the instant is then what its sender's clock showed, at most a day off.
 */
export function minutesEast(zone: string | undefined): number {
  const text = (zone ?? '').replace(/[\s(]/g, '').toLowerCase();
  const offset = /^(?:gmt|utc?|z)?([+-])(\d+)(?::(\d\d))?$/.exec(text);
  if (!offset) return (zones[text] ?? 0) * 60;
  const [, sign, digits = '', after] = offset;
  // One or two digits are hours, three are `hmm`.
  const clock =
    digits.length <= 2 ? digits.padStart(2, '0') + (after ?? '00') : digits.padStart(4, '0');
  const [hours, minutes] = [Number(clock.slice(0, 2)), Number(clock.slice(2))];
  if (clock.length > 4 || hours > 23 || minutes > 59) return 0;
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes);
}
