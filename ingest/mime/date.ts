const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

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

const pattern =
  /(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{4}|\d{2,3})[\s,]+(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:\.\d+)?)?\s*([ap]m\b)?\s*([+-]\s*\d{1,4}|\(?[a-z]{1,5})?/i;
/** asctime: `Mon Sep 12 17:34:46 2016`, with the zone before or after the year. */
const asctime =
  /([a-z]{3})[a-z]*\s+(\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+([+-]\d{4}\s+|[a-z]{1,5}\s+)?(\d{4})(?:\s+([+-]\d{4}|[a-z]{1,5}))?/i;

/**
 * The instant of a Date value as ISO 8601 in UTC, or null where it names none. Obsolete forms are read
 * as RFC 5322 section 4.3 says; a day that the month lacks or an offset over a day is no date.
 */
export function dateIn(value: string | undefined): string | null {
  if (!value) return null;
  const text = value.slice(0, 200);
  const rfc = pattern.exec(text);
  if (rfc) {
    const [, day, month, year, hour, minute, second, half, zone] = rfc;
    return instant(year, month, day, clock(hour, half), minute, second, zone);
  }
  const unix = asctime.exec(text);
  if (unix) {
    const [, month, day, hour, minute, second, before, year, after] = unix;
    return instant(year, month, day, Number(hour), minute, second, before ?? after);
  }
  return isoIn(text);
}

function isoIn(text: string): string | null {
  const iso = /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?/.exec(
    text,
  );
  if (!iso) return null;
  const [, year, month, day, hour, minute, second, zone] = iso;
  const name = months[Number(month) - 1];
  return instant(year, name, day, Number(hour), minute, second, zone?.replace(':', ''));
}

function clock(hour: string | undefined, half: string | undefined): number {
  if (!half) return Number(hour);
  return (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function instant(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  hour: number,
  minute: string | undefined,
  second: string | undefined,
  zone: string | undefined,
): string | null {
  const y = fullYear(year ?? '');
  const m = months.indexOf((month ?? '').slice(0, 3).toLowerCase());
  const d = Number(day);
  const offset = minutesEast(zone);
  const [min, sec] = [Number(minute), Number(second ?? 0)];
  if (m < 0 || offset === undefined || hour > 24 || min > 59 || sec > 60) return null;
  const local = Date.UTC(y, m, d, hour, min, Math.min(sec, 59));
  if (y < 1000 || new Date(Date.UTC(y, m, d)).getUTCDate() !== d) return null;
  const utc = new Date(local - offset * 60_000);
  if (utc.getUTCFullYear() > 9999) return null;
  return utc.toISOString().replace('.000Z', 'Z');
}

/** RFC 5322 section 4.3: two digits 00–49 are 20xx, 50–99 and three digits count from 1900. */
function fullYear(year: string): number {
  const n = Number(year);
  if (year.length >= 4) return n;
  return year.length === 2 && n < 50 ? 2000 + n : 1900 + n;
}

/** Minutes east of UTC; an unknown name counts as UTC (RFC 5322 section 4.3), nonsense as no date. */
function minutesEast(zone: string | undefined): number | undefined {
  if (!zone) return 0;
  const text = zone.replace(/[\s(]/g, '').toLowerCase();
  const sign = text.startsWith('-') ? -1 : 1;
  if (!/^[+-]/.test(text)) return (zones[text] ?? 0) * 60;
  const digits = text.slice(1).padStart(4, '0');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  return hours > 23 || minutes > 59 ? undefined : sign * (hours * 60 + minutes);
}
