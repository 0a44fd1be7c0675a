import { anyOf, languagesOf, wordsFor } from './languages.ts';
import { writtenDate } from './written-date.ts';

/** Who and when an attribution line names, as far as it does. */
export interface Attributed {
  /** Empty where the line gives an address alone. */
  readonly name: string;
  /** Empty, or as written: list archives mask it, `hch@xxxxxxxxxxxxx`. */
  readonly address: string;
  /** The instant in ISO 8601 UTC, null where the line gives no zone. */
  readonly date: string | null;
  /** The wall clock as written where there is a time, `YYYY-MM-DDTHH:MM:SS`. */
  readonly wall: string | null;
}

/**
 * The verbs of attribution lines, with what stands between name and colon. Those of the first group
 * stand behind the name, those of the second may stand before it (`Am … schrieb Name:`); those of the
 * third are written without spaces.
 */
const verbs = new RegExp(
  `(?:^|[\\s>)\\]])(${anyOf(wordsFor('wrote'))})(?=[\\s:.,…(]|$)` +
    `|(?:^|[\\s>)\\]])(${anyOf(wordsFor('wroteBefore'))})(?=[\\s:]|$)` +
    `|(${anyOf(wordsFor('joined'))})(?=[\\s:.,…(]|$)`,
  'iu',
);
/** What some languages put before the name: `пользователь Olga`. */
const noun = new RegExp(`^(?:${anyOf(wordsFor('who'))})\\s+`, 'iu');

const addressPattern = /[<([]\s*(?:mailto:)?([^\s<>()[\]/:]{1,200}@[^\s<>()[\]/:]{1,200})\s*[>)\]]/;
/** An address that stands alone, as the only name of the author. */
const bareAddress =
  /(?:^|[\s,;])([^\s<>()[\]/:,;]{1,200}@[^\s<>()[\]/:,;]{1,200}\.\w{2,})(?=[\s:,]|$)/;
/** How Pipermail writes an address. */
const maskedAddress = /([\w.+-]{1,64}) at ([\w-]{1,63}(?:\.[\w-]{1,63})+)(?=[\s>)\]:]|$)/;
const idPrefix = /^\s*(?:In (?:message|article|mail)|In)\s+<[^<>\s]+>,?\s*(?:on [^,]{0,40},)?/i;

/**
 * Reads an attribution: `On DATE, NAME <ADDRESS> wrote:`, `NAME writes:`, `DATE NAME <ADDRESS>:`,
 * `Am DATE schrieb NAME:`, `* NAME <ADDRESS> [DATE]:`, `Quoting NAME <ADDRESS>:`. Null for any other
 * text. Looks at 600 characters and does no more than a few linear passes over them.
 */
export function readAttribution(raw: string): Attributed | null {
  const text = raw.slice(0, 600);
  const known = readings.get(text);
  if (known !== undefined) return known;
  if (readings.size >= mostKept) readings.clear();
  const found = read(text);
  readings.set(text, found);
  return found;
}

/** One line is read for its marks, its quotes and its speakers, and again in every reply that quotes it. */
const mostKept = 2_000;
const readings = new Map<string, Attributed | null>();

function read(raw: string): Attributed | null {
  const text = plain(raw)
    .replace(idPrefix, '')
    .replace(/,? in (?:message|article) (?:<[^<>\s]{1,200}>|news:\S{1,200}$)[,.:]*/i, (found) =>
      /news:/.test(found) ? ':' : ', ',
    )
    .replace(/^>{3,5} | >>>$/g, (mark) => (mark === ' >>>' ? ':' : ''));
  const forum = /^\[quote(?:=| author=)["']?([^"',\]]{1,80})[^\]]*\]$/i.exec(text);
  if (forum) return { name: (forum[1] ?? '').trim(), address: '', date: null, wall: null };
  const comment = inReply.exec(text);
  if (comment) return { name: comment[1] ?? '', address: '', date: null, wall: null };
  const verb = verbs.exec(text);
  const colon = /:\s*(?:\[[^\]]*\])?$/.test(text) || quoting.test(text);
  if (!colon && !(verb && verb.index + verb[0].length >= text.length - 4)) return null;
  const address = addressPattern.exec(text) ?? (verb && bareAddress.exec(text));
  // Only Americans put the month first, and their mailers write English.
  const dayFirst = verb ? !/^\W?(?:wrote|writes|said|says)/i.test(verb[0]) : text.startsWith('+++');
  const languages = languagesOf(verb?.[1] ?? verb?.[2] ?? verb?.[3] ?? '');
  const when = writtenDate(address ? text.replace(address[0], ' ') : text, dayFirst, languages);
  if (!verb && !address && !when?.hasTime) return null;
  if (!verb && /^\s*(?:cc|to|from|subject|link|fixes|[\w-]+-by)\s*:/i.test(text)) return null;
  const name = nameIn(text, verb, address);
  if (name === '' && !address) return null;
  if (!address && !when && !looksLikeName(name)) return null;
  // `Tested on 2016-09-12 10:00:` has neither verb nor address.
  if (!address && !verb && !name.includes(' ')) return null;
  return {
    name,
    address: address?.[1] ?? '',
    date: when?.hasTime ? when.instant : null,
    wall: when?.hasTime ? when.wall : null,
  };
}

/** Bugzilla's. */
const inReply = /^\(In reply to ([^()]{2,100}?)(?: \([^()]*\))? from comment #\d+\)$/;
/** An attribution that may end without a colon: `Quoting Name (2016-09-12 10:00:00)`. */
const quoting = /^Quoting [^()]{1,100} \(\d{4}-\d{2}-\d{2} [\d:]+\)$/;

/** A text on one line, with narrow marks, without marks of direction, and with its address unmasked. */
function plain(text: string): string {
  const bare = ascii.test(text)
    ? text
    : narrow(text).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  return bare.replace(/\s+/g, ' ').trim().replace(maskedAddress, '$1@$2');
}

/** Most lines, and what is done for other scripts need not be done for them. */
const ascii = /^[\0-\x7f]*$/;

/** Full-width marks as their narrow ones, so that the words between them come apart. */
const narrow = (text: string) =>
  text
    .replace(/：/g, ': ')
    .replace(/[，、]/g, ', ')
    .replace(/（/g, ' (')
    .replace(/）/g, ') ');

function nameIn(
  text: string,
  verb: RegExpExecArray | null,
  address: RegExpExecArray | null,
): string {
  const excerpt = /^Excerpts from (.{1,100}?)(?:'s|s')? message of /.exec(text);
  if (excerpt) return lastName(excerpt[1] ?? '');
  if (verb?.[2]) {
    const behind = text.slice(verb.index + verb[0].length).replace(/:\s*$/, '');
    const found = lastName(address ? (behind.split(address[0])[0] ?? '') : behind);
    if (found !== '') return found;
  }
  const end =
    address && (!verb || address.index < verb.index + 1)
      ? address.index
      : (verb?.index ?? text.length);
  const before = text.slice(0, end);
  const behind =
    address && /^ \(([^()@]{2,60})\)/.exec(text.slice(address.index + address[0].length));
  if (behind) return (behind[1] ?? '').trim();
  return lastName(before) || (address ? '' : firstName(before));
}

/** The words with which a text begins, where a date follows them: `Name, 12.09.2016 10:00 yazdı`. */
function firstName(text: string): string {
  const name = /^([^\d,:]{2,60}?)(?:,| \S{1,2})? \d/.exec(text)?.[1]?.trim() ?? '';
  return looksLikeName(name) ? name : '';
}

/** Without address or date only this tells `Linus Torvalds wrote:` from `What the spec said:`. */
export function looksLikeName(name: string): boolean {
  const words = name.split(' ');
  return (
    name.length > 1 &&
    !words.includes('I') &&
    words.length <= 4 &&
    !stops.has(words[0] ?? '') &&
    words.every((word) => /^["'(]?[\p{Lu}\p{Lo}]|^(?:van|von|de[rn]?|da|di|al)$/u.test(word))
  );
}

/**
 * The words at the end of a text that can be a name: back to a date, a comma, a bracket, a word in another
 * script or, before capitalized words, one in small letters that is no `van` or `de`.
 */
function lastName(text: string): string {
  const dated = /^(?:([^\d,:]{2,60}) - |Quoting ([^()\d]{2,60}) \()\d/.exec(text); // KMail: `Name - 12.09.16, 10:00:00 CEST:`
  if (dated) return (dated[1] ?? dated[2] ?? '').trim();
  const rest = text
    .replace(/\s\[[^\]]*\]:?\s*$/, '')
    .replace(/[\s,:*(]+$/, '')
    .replace(/ via [\w.-]+$/, '')
    .trim();
  const quoted = /"([^"]{1,100})"$/.exec(rest);
  if (quoted) return (quoted[1] ?? '').trim();
  const words: string[] = [];
  const all = rest.split(' ').slice(-9);
  const nearest = all.at(-1) ?? '';
  for (let i = all.length - 1; i >= 0 && words.length < 7; i--) {
    const word = all[i] ?? '';
    if (isBoundary(word, words.length === 0) && !isSurname(word, all[i - 1] ?? '')) break;
    if (words.length > 0 && isStranger(word, nearest)) break;
    words.push(word);
  }
  return words
    .reverse()
    .join(' ')
    .replace(/^['*>+—\s]+|['*]+$/g, '')
    .replace(noun, '')
    .trim();
}

const particle =
  /^(?:van|von|vom|zu|zur|de[rnls]?|da|dos?|das|di|du|la|le|al|el|bin|ibn|ter|ten|af|av|e|i|y|und|and|&|\p{Ll}\.)$/u;

/** Whether a word cannot belong to the name that ends with `nearest`. */
function isStranger(word: string, nearest: string): boolean {
  const letter = /\p{L}/u.exec(word)?.[0];
  const last = /\p{L}/u.exec(nearest)?.[0];
  if (letter === undefined || last === undefined) return false;
  const latin = /\p{Script=Latin}/u;
  if (latin.test(letter) !== latin.test(last)) return true;
  return /\p{Lu}/u.test(last) && /^\p{Ll}/u.test(word) && !particle.test(word);
}

/** `Rudoff,` in `11:44 AM, Rudoff, Andy`: a capitalized word with a comma, right behind a date. */
function isSurname(word: string, before: string): boolean {
  return /^\p{Lu}\p{L}{2,},$/u.test(word) && /^(?:[AP]M|\d.*|[A-Z]{3,4}),$/.test(before);
}

const stops = new Set(wordsFor('stops'));

/** A word that ends the search for a name: a date's part, a preposition, or one before a comma. */
function isBoundary(word: string, last: boolean): boolean {
  if (/[,،;:\])]$/.test(word) && !last) return true;
  if (/^[\p{Nd}([<+]/u.test(word) || /\p{Nd}{2}/u.test(word)) return true;
  if (/^(?:UTC|GMT)[+-]\d/.test(word)) return true;
  return stops.has(word) || /^(?:[AP]M|[A-Z]{1,2}[SD]T)$/.test(word);
}
