import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault, messageOf } from '../../../data/schema/fault.ts';

const words = z.array(z.string().min(1).max(40)).optional();

/** How the mailers of one language say who wrote what they quote. */
const Language = z.strictObject({
  /** What follows the name: `wrote`. */
  wrote: words,
  /** What may stand before the name as well: `schrieb`. */
  wroteBefore: words,
  /** What follows the name without a space. */
  joined: words,
  /** What stands right before the name and is no part of it: `uživatel`. */
  who: words,
  /** With what an attribution begins. */
  starts: words,
  /** Where a name ends, read from its end: prepositions, `o'clock`. */
  stops: words,
  /** What announces header lines and a message below: `Begin forwarded message`. */
  forwarded: words,
  /** Labels of the author in header lines. */
  from: words,
  /** Twelve, each with its forms; they are known by their first letters, three at least. */
  months: z
    .array(z.array(z.string().min(2)))
    .length(12)
    .optional(),
  am: words,
  pm: words,
});

const Languages = z.strictObject({
  schemaVersion: z.literal(1),
  languages: z.record(z.string().regex(/^[a-z]{2,3}$/), Language),
});

const file = join(import.meta.dirname, '../../../data/mail-languages.json');

function load(): [string, z.infer<typeof Language>][] {
  try {
    return Object.entries(Languages.parse(JSON.parse(readFileSync(file, 'utf8'))).languages);
  } catch (cause) {
    const what = `data/mail-languages.json: ${messageOf(cause).slice(0, 200)}`;
    throw new Fault('inputRefused', what, 'mend the file', cause);
  }
}

const languages = load();
type Field = Exclude<keyof z.infer<typeof Language>, 'months'>;

/** Words of all languages for one purpose, longest first. */
export function wordsFor(...fields: readonly Field[]): string[] {
  const found = languages.flatMap(([, one]) => fields.flatMap((field) => one[field] ?? []));
  return [...new Set(found)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/** A pattern of alternatives that match these words as they are. */
export const anyOf = (list: readonly string[]) =>
  list.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/ /g, '\\s')).join('|');

/** Codes of the languages in which an attribution with this verb may be. */
export const languagesOf = (verb: string): readonly string[] =>
  codesByVerb.get(verb.toLowerCase()) ?? [];

const codesByVerb: ReadonlyMap<string, readonly string[]> = new Map(
  wordsFor('wrote', 'wroteBefore', 'joined').map((verb) => [
    verb,
    languages
      .filter(([, { wrote = [], wroteBefore = [], joined = [] }]) =>
        [wrote, wroteBefore, joined].some((list) => list.includes(verb)),
      )
      .map(([code]) => code),
  ]),
);

/**
 * The month, from 1 to 12, that a word names in full, by its first three letters or more, or with another
 * ending; 0 for none. `lip` is July in Polish and June in Croatian: the languages that are likely decide,
 * then the order of the file.
 */
export function monthOf(word: string, likely: readonly string[] = []): number {
  const known = months.get(word);
  const found = known?.find(({ code }) => likely.includes(code)) ?? known?.[0];
  return found?.month ?? (word.length > 4 ? monthOf(word.slice(0, -1), likely) : 0);
}

/** Months by each beginning of their names, a name in full before a beginning, in the order of the file. */
const months = (() => {
  const found = new Map<string, { readonly code: string; readonly month: number }[]>();
  const add = (word: string, code: string, month: number) =>
    found.set(word, [...(found.get(word) ?? []), { code, month }]);
  const names = languages.flatMap(([code, { months: all = [] }]) =>
    all.flatMap((forms, i) =>
      forms.map((form) => ({ code, month: i + 1, form: form.toLowerCase() })),
    ),
  );
  for (const { code, month, form } of names) add(form, code, month);
  for (const { code, month, form } of names) {
    for (let length = 3; length < form.length; length++) add(form.slice(0, length), code, month);
  }
  return found;
})();
