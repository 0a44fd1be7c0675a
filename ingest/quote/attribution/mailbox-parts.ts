import type { Mailbox } from '../../../data/schema/message.ts';

/** Splits `Name`, `Name <address>`, `Name [mailto:address]` or Hypermail's `Name (address)`. */
export function mailboxParts(text: string): Mailbox {
  const whole = text.slice(0, 500).trim();
  const trimmed = (behalf.exec(whole)?.[1] ?? whole).replace(/ via [\w.-]+$/i, '');
  const found = /[<([]\s*(?:mailto:)?([^<>()[\]\s]+@[^<>()[\]\s]+)\s*[>)\]]/.exec(trimmed);
  if (found) return { name: unquoted(trimmed.slice(0, found.index)), address: found[1] ?? '' };
  if (/^\S+@\S+$/.test(trimmed)) return { name: '', address: trimmed };
  return { name: unquoted(trimmed), address: '' };
}

/** Exchange names who wrote behind the list that sent it. */
const behalf =
  / (?:on behalf of|im auftrag von|de la part de|en nombre de|em nome de|per conto di|namens|от имени) (\S.*)$/i;

const unquoted = (name: string) =>
  name
    .trim()
    .replace(/^["']([^"]*)["']$/, '$1')
    .trim();
