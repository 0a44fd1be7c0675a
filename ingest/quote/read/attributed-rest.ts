import type { Mailbox } from '../../../data/schema/message.ts';
import { onePerson } from '../../merge/one-person.ts';
import { anyOf, wordsFor } from '../attribution/languages.ts';
import { type Attribution, attributionEndingAt } from './attributions.ts';
import { lastFilled, listFooter, namedRule } from './heading-block.ts';
import { isBlank, known, type Lines, lineText, nextFilled, quoteLine } from './lines.ts';

/**
 * All that stands below an attribution without marks, where the author wrote above it, as Yahoo, Proton Mail,
 * GroupWise and others leave it: down to the end, or to the footer of a list. Below an attribution that begins
 * a mail nobody can tell where the author's words begin.
 */
export function markAttributedRest(body: string, lines: Lines, author?: Mailbox): void {
  let last = lines.count - 1;
  while (last >= 0 && lines.depth[last] === 0 && lines.heading[last] === 0) last -= 1;
  for (let i = last + 1; i < lines.count; i++) {
    const found = attributionOf(body, lines, i, author);
    if (!found) continue;
    const rule = lastFilled(body, lines, found.firstLine);
    const ruled = rule > last && namedRule.test(lineText(body, lines, rule).slice(0, 100).trim());
    if (!ruled && !byProgram(found)) continue;
    if (nextFilled(body, lines, i + 1) >= lines.count) return;
    if (!ruled && !saysSomething(body, lines, found.firstLine)) return;
    for (let k = ruled ? rule : found.firstLine; k <= i; k++) lines.heading[k] = 1;
    for (let k = i + 1; k < lines.count; k++) {
      if (listFooter.test(lineText(body, lines, k).slice(0, 100))) return;
      quoteLine(lines, k, 1, lines.content[k] ?? 0, known.heading);
    }
    return;
  }
}

const verb = new RegExp(`(?:${anyOf(wordsFor('wrote', 'wroteBefore', 'joined'))})|>>>$`, 'iu');

/** Whether a program wrote it: who, when and that he wrote. */
function byProgram({ raw, wall, address }: Attribution): boolean {
  return verb.test(raw) && (wall !== null || (address !== '' && /\b(?:19|20)\d\d\b/.test(raw)));
}

/** An attribution of somebody else, with an address or a time. */
function attributionOf(
  body: string,
  lines: Lines,
  i: number,
  author?: Mailbox,
): Attribution | null {
  const tail = lineText(body, lines, i).slice(-12);
  if (!/(?:[:：]|>>>)\s*$/.test(tail)) return null;
  const found = attributionEndingAt(body, lines, i);
  if (!found || (found.address === '' && found.wall === null)) return null;
  return author && onePerson(found, author) ? null : found;
}

/** Whether the author says more above a line than whom the mail greets. */
function saysSomething(body: string, lines: Lines, before: number): boolean {
  for (let i = 0; i < before; i++) {
    if (lines.depth[i] !== 0 || isBlank(body, lines, i)) continue;
    if (!/[,!:，：]\s*$/.test(lineText(body, lines, i).slice(-4))) return true;
  }
  return false;
}
