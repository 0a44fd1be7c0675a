import type { Mailbox } from '../../../data/schema/message.ts';

/** Splits `Name`, `Name <address>`, `Name [mailto:address]` or Hypermail's `Name (address)`. */
export function mailboxParts(text: string): Mailbox {
  const trimmed = text.slice(0, 500).trim();
  const found = /[<([]\s*(?:mailto:)?([^<>()[\]\s]+@[^<>()[\]\s]+)\s*[>)\]]/.exec(trimmed);
  if (found) return { name: unquoted(trimmed.slice(0, found.index)), address: found[1] ?? '' };
  if (/^\S+@\S+$/.test(trimmed)) return { name: '', address: trimmed };
  return { name: unquoted(trimmed), address: '' };
}

const unquoted = (name: string) =>
  name
    .trim()
    .replace(/^["']([^"]*)["']$/, '$1')
    .trim();
