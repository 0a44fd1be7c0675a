import { anyOf, monthOf, wordsFor } from './languages.ts';
import { zones } from './zones.ts';

/** A date as people and mailers write it in running text. */
export interface WrittenDate {
  /** The instant in ISO 8601 UTC, or null where the text names no zone. */
  readonly instant: string | null;
  /** The wall clock as written, `YYYY-MM-DDTHH:MM:SS`; the time is 00:00:00 where none is given. */
  readonly wall: string;
  readonly hasTime: boolean;
}

interface Draft {
  readonly dayFirst: boolean;
  readonly languages: readonly string[];
  /** What the last token gave. */
  last?: 'month' | 'day';
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  second?: number;
  offset?: number;
  afternoon?: boolean;
}

/**
 * Reads the first date in a short text: RFC 5322, ISO 8601, `Sep 12, 2016 at 06:05:07PM +1000`,
 * `Mon 03-10-11 22:53:57`, `12.09.2016 um 10:00`. Words that are no part of a date are passed over.
 * Null where year, month or day is missing or impossible.
 *
 * @param dayFirst how `9/12/2016` is to be read
 * @param languages codes of those that month names are likely to be in
 */
export function writtenDate(
  text: string,
  dayFirst = false,
  languages: readonly string[] = [],
): WrittenDate | null {
  if (!anyDigit.test(text)) return null;
  const draft: Draft = { dayFirst, languages };
  for (const raw of spaced(text.slice(0, 400)).split(/[\s,;()<>"[\]，、（）،]+/)) {
    if (raw !== '') readToken(raw, draft);
  }
  return finish(draft);
}

/** Every year has one, in whatever script; most lines that end like an attribution have none. */
const anyDigit = /\p{Nd}/u;

/**
 * Dates of East Asia and of Central Europe as the parts that the rest is read from: `2016年9月12日 下午6:00`,
 * `2016. szept. 12.`, `12. 9. 2016`.
 */
function spaced(text: string): string {
  return (/^[\0-\x7f]*$/.test(text) ? text : inItsScript(text))
    .replace(/(?:^|\s)Th [2-7],/g, ' ')
    .replace(/thg\s(\d{1,2})(?=[\s,])/gi, (_, n) => ` ${english[Number(n) - 1] ?? ''} `)
    .replace(/(?<!\d)((?:19|20)\d{2})\.\s?(\d{1,2})\.\s?(\d{1,2})\.(?=[\s,]|$)/g, ' $1-$2-$3 ')
    .replace(/(?<![\d.])(\d{1,2})\.\s(\d{1,2})\.\s(\d{4}|\d{2})(?!\d)/g, ' $1.$2.$3 ');
}

/** Marks and words of scripts other than ours. */
function inItsScript(text: string): string {
  return digits(text)
    .replace(
      /(?<!\p{L})(十[一二]?|[一二三四五六七八九])月/gu,
      (_, n) => `${chinese.indexOf(n) + 1}月`,
    )
    .replace(/(?<!\d)(\d{1,2})\s(\d{1,2})月\s(\d{4})(?!\d)/g, ' $3-$2-$1 ')
    .replace(/(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/g, ' $1-$2-$3 ')
    .replace(/(上午|午前|오전|凌晨|早上)\s?(\d{1,2}:\d{2}(?::\d{2})?)/g, ' $2 am ')
    .replace(/(下午|午後|오후|晚上|中午)\s?(\d{1,2}:\d{2}(?::\d{2})?)/g, ' $2 pm ')
    .replace(/(\d{1,2})[时時点點시]\s?(\d{1,2})[分분]/g, ' $1:$2 ')
    .replace(/(\d:\d{2})[에のに](?=\s|$)/g, '$1 ')
    .replace(/(?:^|\s)ב-(?=\d)/g, ' ')
    .replace(/(?:^|\s)Thứ [2-7],/g, ' ')
    .replace(/tháng(?=\s\d)/gi, 'thg');
}

const chinese = '一 二 三 四 五 六 七 八 九 十 十一 十二'.split(' ');
const english = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Digits of Arabic, Persian and Hindi as those of ASCII. */
const digits = (text: string) =>
  text.replace(/[٠-٩۰-۹०-९]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (code < 0x6f0 ? 0x660 : code < 0x966 ? 0x6f0 : 0x966));
  });

function readToken(raw: string, draft: Draft): void {
  const token = raw.replace(/[.:]$/, '');
  const iso = /^(\d{4}-\d{2}-\d{2})[T_](\d.*?)(Z|[+-]\d{2}:?\d{2})?$/.exec(token);
  if (iso) {
    for (const part of iso.slice(1)) if (part) readToken(part, draft);
    return;
  }
  if (readClock(token, draft) || readOffset(token, draft)) return;
  if (readNumericDate(token, draft)) return;
  readWordOrNumber(token, draft);
}

const afternoon = new RegExp(`^(?:p\\.?m|${anyOf(wordsFor('pm'))})\\.?$`, 'i');
const halfOfDay = new RegExp(`^(?:[ap]\\.?m|${anyOf(wordsFor('am', 'pm'))})\\.?$`, 'i');

function readClock(token: string, draft: Draft): boolean {
  const clock = /^(\d{1,2})[:h.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?([AaPp][Mm])?:?$/.exec(token);
  if (clock && draft.hour === undefined && !/^\d{1,2}\.\d{2}\.\d{2}$/.test(token)) {
    draft.hour = Number(clock[1]);
    draft.minute = Number(clock[2]);
    draft.second = Number(clock[3] ?? 0);
    if (clock[4]) draft.afternoon = /^p/i.test(clock[4]);
    return true;
  }
  if (halfOfDay.test(token) && draft.hour !== undefined) {
    draft.afternoon = afternoon.test(token);
    return true;
  }
  return false;
}

function readOffset(token: string, draft: Draft): boolean {
  if (draft.hour === undefined || draft.offset !== undefined) return false;
  const numeric = /^(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})$/.exec(token);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
    if (minutes > 14 * 60) return false; // no place on Earth; more likely not an offset
    draft.offset = numeric[1] === '-' ? -minutes : minutes;
    return true;
  }
  if (!Object.hasOwn(zones, token)) return false;
  draft.offset = zones[token] ?? 0;
  return true;
}

function readNumericDate(token: string, draft: Draft): boolean {
  if (draft.year !== undefined) return false;
  const parts = /^(\d{1,4})([-/.])(\d{1,2}|[A-Za-z]{3})\2(\d{1,4})$/.exec(token);
  if (!parts) return false;
  const [first = '', separator, middle = '', last = ''] = parts.slice(1);
  const yearFirst = first.length === 4;
  // Slashes with the year last are American unless the first number cannot be a month.
  const american = separator === '/' && !yearFirst && !draft.dayFirst && Number(first) <= 12;
  draft.year = fullYear(yearFirst ? first : last);
  draft.month = numberOrName(american ? first : middle, draft);
  draft.day = Number(yearFirst ? last : american ? middle : first);
  return true;
}

function readWordOrNumber(token: string, draft: Draft): void {
  const behindDay = draft.last === 'day';
  delete draft.last;
  if (/^\d{1,2}(?:st|nd|rd|th)?$/.test(token)) {
    if (draft.day === undefined) {
      draft.day = Number.parseInt(token, 10);
      draft.last = 'day';
    }
    // RFC 822 wrote two-digit years: `23 Jun 95`.
    else if (draft.month !== undefined && draft.year === undefined && draft.hour === undefined)
      draft.year = fullYear(token);
  } else if (/^(?:19|20)\d{2}$/.test(token)) draft.year ??= Number(token);
  // `mar. 13 sept.`: a Tuesday, as the word behind the day shows.
  else if (draft.month === undefined || (behindDay && draft.year === undefined)) {
    const month = named(token, draft.languages);
    if (month) draft.month = month;
  }
}

/** The month that a word names; Hebrew writes `in` as its first letter. */
function named(token: string, languages: readonly string[]): number {
  const word = token.toLowerCase().replace(/['’׳॰]$/, '');
  if (!/^\p{L}[\p{L}\p{M}.]{2,13}$/u.test(word)) return 0;
  return monthOf(word, languages) || (/^ב/.test(word) ? monthOf(word.slice(1), languages) : 0);
}

const numberOrName = (token: string, draft: Draft) =>
  /^\d/.test(token) ? Number(token) : named(token, draft.languages);

function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year < 70 ? 2000 + year : 1900 + year; // RFC 5322, 4.3
}

function finish(draft: Draft): WrittenDate | null {
  const { year, month, day, minute = 0, second = 0, offset, afternoon } = draft;
  let { hour = 0 } = draft;
  if (!year || !month || !day || month > 12 || day > 31) return null;
  if (hour > 24 || minute > 59 || second > 60) return null;
  if (afternoon !== undefined && hour <= 12) hour = (hour % 12) + (afternoon ? 12 : 0);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  if (new Date(wall).getUTCDate() !== day && hour < 24) return null; // 31 June
  return {
    instant: offset === undefined ? null : new Date(wall - offset * 60_000).toISOString(),
    wall: new Date(wall).toISOString().slice(0, 19),
    hasTime: draft.hour !== undefined,
  };
}
