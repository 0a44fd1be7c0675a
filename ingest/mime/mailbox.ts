import { visible } from '../../data/schema/fault.ts';
import type { Mailbox } from '../../data/schema/message.ts';
import { decodeWords } from './encoded-word.ts';
import { maxNameLength } from './limits.ts';

/**
 * The first mailbox of a From value. Encoded words are decoded after the address is cut off, so that a
 * name holding `<` cannot forge one. Controls become visible escapes: names are shown on terminals.
 */
export function mailboxIn(value: string): Mailbox {
  const bounded = value.slice(0, 4 * maxNameLength);
  const angle = /^((?:"(?:[^"\\]|\\.)*"|[^"<])*)<([^<>]*)>/.exec(bounded);
  if (angle) return mailbox(angle[1] ?? '', angle[2] ?? '');
  const comment = /^\s*(\S+@\S+)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)/.exec(bounded);
  if (comment) return mailbox(comment[2] ?? '', comment[1] ?? '');
  const bare = /[^\s<>"(),:;]+@[^\s<>"(),:;]+/.exec(bounded);
  if (bare) return mailbox(bounded.slice(0, bare.index), bare[0]);
  return mailbox(bounded, '');
}

function mailbox(rawName: string, rawAddress: string): Mailbox {
  const unquoted = rawName
    .trim()
    .replace(/^"((?:[^"\\]|\\.)*)"$/s, '$1')
    .replace(/\\(.)/gs, '$1');
  const name = decodeWords(unquoted).replace(/\s+/g, ' ').trim();
  return {
    name: visible(name.slice(0, maxNameLength)),
    address: visible(rawAddress.trim().replace(/\s+/g, '')),
  };
}
