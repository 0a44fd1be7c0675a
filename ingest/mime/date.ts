import { writtenDate } from '../quote/attribution/written-date.ts';
import { decodeWords } from './encoded-word.ts';
import { monthOf } from './month.ts';
import { minutesEast, zonePattern } from './zone.ts';

const pattern = new RegExp(
  String.raw`(\d{1,2})[\s-]+(\p{L}{3,12})\.?,?[\s-]+(\d{4}|\d{2,3})[\s,]+(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:\.\d+)?)?\s*([ap]m\b)?\s*(${zonePattern})?`,
  'iu',
);
/** `Monday, September 12, 2016 8:04 PM`, as Outlook and Americans write it. */
const american = new RegExp(
  String.raw`(\p{L}{3,12})\.? (\d{1,2}),? (\d{4}),?(?: at)? (\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m\b)?\s*(${zonePattern})?`,
  'iu',
);
/** asctime: `Mon Sep 12 17:34:46 2016`, with the zone before or after the year. */
const asctime = new RegExp(
  String.raw`([a-z]{3})[a-z]*\s+(\d{1,2})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+((?:${zonePattern})\s+)?(\d{4})(?:\s+(${zonePattern}))?`,
  'i',
);
const iso = new RegExp(
  String.raw`(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(${zonePattern})?`,
  'i',
);

/**
 * The instant of a Date value as ISO 8601 in UTC, or null where it names none. Obsolete forms are read
 * as RFC 5322 section 4.3 says; a day that the month lacks is no date, and one without a time begins at
 * midnight.
 */
export function dateIn(value: string | undefined): string | null {
  if (!value) return null;
  const text = tidied(value.slice(0, 200));
  return mailDate(text) ?? secondsIn(text) ?? otherDate(text);
}

/** What stands in the way of the date proper: encoded words, comments, marks around it. */
function tidied(value: string): string {
  if (usual.test(value)) return value;
  return decodeWords(value)
    .replace(/[\u200e\u200f\u202a-\u202e]/g, '')
    .replace(/[\u2212\u2010-\u2013]/g, '-')
    .replace(/[\s"<>[\]]+/g, ' ')
    .replace(/\(([+-]\d{4})\)/, ' $1')
    .replace(/\([^()]*\)(?=.*\d:\d|\s*[+-]\d)/g, ' ')
    .replace(/\b([ap])\.\s?m\./gi, '$1m')
    .replace(/\b(\d{1,2})h(\d{2})\b/, '$1:$2')
    .replace(/:\s+(?=\d)/g, ':')
    .replace(/\b(\d{1,2})([a-z]{3})(\d{4})\b/i, '$1 $2 $3')
    .replace(/\b(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/, '$1-$2-$3T$4:$5:$6');
}

/** What nearly all mailers write, and needs no tidying. */
const usual =
  /^(?:[a-z]{3}, +)?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}(?: \([a-z]+\))?\s*$/i;

/** Seconds or milliseconds since 1970, alone or as git writes them. */
function secondsIn(text: string): string | null {
  const found = /^\s*@?(\d{9,10}|\d{12,13})(?:\.\d+)?(?:\s+[+-]\d{4})?\s*$/.exec(text)?.[1];
  if (!found) return null;
  const at = Number(found) * (found.length > 10 ? 1 : 1000);
  return new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

/** As people and other programs write dates; not `12/09/2016`, which may be either month. */
function otherDate(text: string): string | null {
  const american = /\d\s*[ap]m\b/i.test(text);
  const slashes = /\b(\d{1,2})\/(\d{1,2})\/\d{4}/.exec(text)?.slice(1).map(Number);
  if (slashes && !american && slashes.every((n) => n <= 12)) return null;
  const found = writtenDate(text, !american);
  if (!found || Number(found.wall.slice(0, 4)) < 1000) return null;
  return found.instant?.replace('.000Z', 'Z') ?? `${found.wall}Z`;
}

function mailDate(text: string): string | null {
  const rfc = pattern.exec(text);
  if (rfc) {
    const [, day, month, year, hour, minute, second, half, zone] = rfc;
    return instantOf(year, monthOf(month ?? ''), day, clock(hour, half), minute, second, zone);
  }
  const unix = asctime.exec(text);
  if (unix) {
    const [, month, day, hour, minute, second, before, year, after] = unix;
    return instantOf(
      year,
      monthOf(month ?? ''),
      day,
      Number(hour),
      minute,
      second,
      before ?? after,
    );
  }
  const us = american.exec(text);
  if (us) {
    const [, month, day, year, hour, minute, second, half, zone] = us;
    return instantOf(year, monthOf(month ?? ''), day, clock(hour, half), minute, second, zone);
  }
  return isoIn(text);
}

function isoIn(text: string): string | null {
  const found = iso.exec(text);
  if (!found) return null;
  const [, year = '', month, day, hour, minute, second, zone] = found;
  return instantOf(year, Number(month) - 1, day, Number(hour), minute, second, zone);
}

function clock(hour: string | undefined, half: string | undefined): number {
  if (!half) return Number(hour);
  return (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function instantOf(
  year: string | undefined,
  month: number,
  day: string | undefined,
  hour: number,
  minute: string | undefined,
  second: string | undefined,
  zone: string | undefined,
): string | null {
  const y = fullYear(year ?? '');
  const d = Number(day);
  const offset = minutesEast(zone);
  const [min, sec] = [Number(minute), Number(second ?? 0)];
  if (month < 0 || hour > 24 || min > 59 || sec > 60) return null;
  const local = Date.UTC(y, month, d, hour, min, Math.min(sec, 59));
  if (y < 1000 || new Date(Date.UTC(y, month, d)).getUTCDate() !== d) return null;
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
