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
  const found = read(bounded);
  if (found.address !== '' || !bounded.includes('=?')) return found;
  // Some mailers encode the whole value, address and all; then there is no other address to forge.
  const inside = read(decodeWords(bounded));
  return inside.address === '' ? found : inside;
}

function read(given: string): Mailbox {
  // `undisclosed: Ada <ada@…>;` is a group, and its members are what counts.
  const value = given.replace(/^\s*[^\s:;<>@"]{1,40}:(?=.*@.*;\s*$)/s, '');
  const angle = /^((?:"(?:[^"\\]|\\.)*"|[^"<])*)<\s*<?([^<>]*)(?:>|$)/.exec(value);
  if (angle) return mailbox(angle[1] ?? '', angle[2] ?? '');
  const comment =
    /^\s*(\S+@\S+|\S+ (?:at|\[at\]|\(at\)) \S+)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)/i.exec(value);
  if (comment) return mailbox(comment[2] ?? '', comment[1] ?? '');
  const square = /^([^[\]"]*)\[(?:mailto:)?([^[\]\s@]+@[^[\]\s]+)\]\s*$/i.exec(value);
  if (square) return mailbox(square[1] ?? '', square[2] ?? '');
  const bare = /[^\s<>"(),:;]+@[^\s<>"(),:;]+/.exec(value);
  if (bare) return mailbox(value.slice(0, bare.index), bare[0]);
  const masked = /^\s*([^\s<>"(),:;]+ (?:at|\[at\]) [^\s<>"(),:;]+\.[a-z]{2,})\s*$/i.exec(value);
  if (masked) return mailbox('', masked[1] ?? '');
  return mailbox(/:\s*;\s*$/.test(value) ? '' : value, ''); // a group without members has no author
}

function mailbox(rawName: string, rawAddress: string): Mailbox {
  const unquoted = rawName
    .trim()
    .replace(/^"((?:[^"\\]|\\.)*)"$/s, '$1')
    .replace(/\\(.)/gs, '$1')
    .replace(/^'([^']*)'$/, '$1');
  const name = visible(
    decodeWords(unquoted).replace(/\s+/g, ' ').trim().slice(0, maxNameLength),
  ).replace(/^"([^"]*)"$/, '$1');
  const address = visible(addressIn(rawAddress));
  return { name: name === address ? '' : name, address };
}

/** `ada at example.org` is how Mailman's archives write an address, `ada [at] example.org` others. */
function addressIn(raw: string): string {
  const text = raw
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^@[^:\s]+:/, ''); // a route, RFC 5322 section 4.4;
  const plain = text.includes('@')
    ? text
    : text.replace(/^(\S+)\s*(?:\s+at\s+|\[at\]|\(at\))\s*(\S+)$/i, '$1@$2');
  return plain.replace(/\s+/g, '');
}
