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
const verbs =
  /(?:^|[\s>)\]])(wrote|writes|said|says|a écrit|ha scritto|scrive|escribió|escribio|escreveu|kirjoitti|napisał\(?a?\)?|pisze|napsal\(?a?\)?|napísal\(?a?\)?|je napisa(?:o|la)(?:\/la)?|napisao|pravi|пишет|пише|написал\(?а?\)?|написа|сообщил\(?а?\)?|ezt írta|írta|yazdı|şunu yazdı|a scris|rašė|rakstīja|έγραψε|đã viết|menulis|כתב|كتب)(?=[\s:.,…(]|$)|(?:^|\s)(schrieb|schreef|skrev|skreiv|skrifaði)(?=[\s:]|$)|(写道|寫道|写了|さんは書きました|さんのメール|님이 작성|님이 씀|님의 말|님 작성)/iu;
/** What some languages put before the name: `пользователь Olga`. */
const noun =
  /^(?:uživatel(?:ka)?|odesílatel(?:ka)?|odosielateľ|používateľ(?:ka)?|użytkownik|пользователь|користувач(?:ка)?|потребител(?:ят)?|корисник|korisnik|uporabnik|vartotojas|lietotājs|kasutaja|usuario|usuário|utente|utilizador|gebruiker|benutzer|bruger(?:en)?|brukeren?|användaren|käyttäjä|felhasználó|utilisateur|utilizatorul|(?:ο )?χρήστης|người dùng|pengguna|المستخدم|משתמש)\s+/iu;

const addressPattern = /[<([]\s*(?:mailto:)?([^\s<>()[\]/:]{1,200}@[^\s<>()[\]/:]{1,200})\s*[>)\]]/;
const idPrefix = /^\s*(?:In (?:message|article|mail)|In)\s+<[^<>\s]+>,?\s*(?:on [^,]{0,40},)?/i;

/**
 * Reads an attribution: `On DATE, NAME <ADDRESS> wrote:`, `NAME writes:`, `DATE NAME <ADDRESS>:`,
 * `Am DATE schrieb NAME:`, `* NAME <ADDRESS> [DATE]:`, `Quoting NAME <ADDRESS>:`. Null for any other
 * text. Looks at 600 characters and does no more than a few linear passes over them.
 */
export function readAttribution(raw: string): Attributed | null {
  const text = narrow(raw.slice(0, 600)).replace(/\s+/g, ' ').trim().replace(idPrefix, '');
  const verb = verbs.exec(text);
  const colon = /[::]\s*(?:\[[^\]]*\])?$/.test(text);
  if (!colon && !(verb && verb.index + verb[0].length >= text.length - 4)) return null;
  const address = addressPattern.exec(text);
  // Only Americans put the month first, and their mailers write English.
  const dayFirst = verb !== null && !/^\W?(?:wrote|writes|said|says)/i.test(verb[0]);
  const when = writtenDate(address ? text.replace(address[0], ' ') : text, dayFirst);
  if (!verb && !address && !when?.hasTime) return null;
  if (!verb && /^\s*(?:cc|to|from|subject|link|fixes|[\w-]+-by)\s*:/i.test(text)) return null;
  const name = nameIn(text, verb, address);
  if (name === '' && !address) return null;
  if (!address && !when && !looksLikeName(name)) return null;
  return {
    name,
    address: address?.[1] ?? '',
    date: when?.hasTime ? when.instant : null,
    wall: when?.hasTime ? when.wall : null,
  };
}

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
  return lastName(text.slice(0, end));
}

/** Without address or date only this tells `Linus Torvalds wrote:` from `What the spec said:`. */
export function looksLikeName(name: string): boolean {
  const words = name.split(' ');
  return (
    name.length > 1 &&
    !words.includes('I') &&
    words.length <= 4 &&
    words.every((word) => /^["'(]?[\p{Lu}\p{Lo}]|^(?:van|von|de[rn]?|da|di|al)$/u.test(word))
  );
}

/** The words at the end of a text that can be a name: back to a date, a comma or a bracket. */
function lastName(text: string): string {
  const dated = /^([^\d,:]{2,60}) - \d/.exec(text); // KMail: `Name - 12.09.16, 10:00:00 CEST:`
  if (dated) return (dated[1] ?? '').trim();
  const rest = text
    .replace(/[\s,:*(]+$/, '')
    .replace(/ via [\w.-]+$/, '')
    .trim();
  const quoted = /"([^"]{1,100})"$/.exec(rest);
  if (quoted) return (quoted[1] ?? '').trim();
  const words: string[] = [];
  const all = rest.split(' ').slice(-9);
  for (let i = all.length - 1; i >= 0 && words.length < 7; i--) {
    const word = all[i] ?? '';
    if (isBoundary(word, words.length === 0) && !isSurname(word, all[i - 1] ?? '')) break;
    words.push(word);
  }
  return words
    .reverse()
    .join(' ')
    .replace(/^['*]+|['*]+$/g, '')
    .replace(noun, '')
    .trim();
}

/** `Rudoff,` in `11:44 AM, Rudoff, Andy`: a capitalized word with a comma, right behind a date. */
function isSurname(word: string, before: string): boolean {
  return /^\p{Lu}\p{L}{2,},$/u.test(word) && /^(?:[AP]M|\d.*|[A-Z]{3,4}),$/.test(before);
}

const stops = new Set(
  'on On at am Am um le Le à el El a las op Op om il Il alle den Den kl kl. em Em às dne Dne v Quoting Citerar Zitiere Zitat Citando Citation Cytowanie Citát from From by - -- [ ] pm UTC GMT o klo på På W dniu tarihinde keltezéssel 在 于 於 vào Vào Vào lúc lúc Pada ב- ב в'.split(
    ' ',
  ),
);

/** A word that ends the search for a name: a date's part, a preposition, or one before a comma. */
function isBoundary(word: string, last: boolean): boolean {
  if (/[,;:\])]$/.test(word) && !last) return true;
  if (/^[\d([<+]/.test(word) || /\d{2}/.test(word)) return true;
  return stops.has(word) || /^(?:[AP]M|[A-Z]{1,2}[SD]T)$/.test(word);
}
