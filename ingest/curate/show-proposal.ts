import type { Claim } from '../../data/schema/claim.ts';
import { visible } from '../../data/schema/fault.ts';
import { knownName } from '../../data/schema/store/known-name.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { statements } from '../claim/read/statement.ts';
import { answerText } from '../claim/relate/addressee.ts';
import type { Change } from './change.ts';

const width = 76;
const shownQuote = 240;
/** Characters of context before and after a proposal, at most. */
const shownAround = 800;

/** A proposal as a reviewer reads it: who says it to whom, the words answered, the words. */
export function proposalText(reader: StoreReader, claim: Claim, change: Change): string {
  const now = { ...claim, ...change };
  const message = reader.message(claim.messageId);
  const head = [
    `${claim.salience.toFixed(2)} ${now.kind}`,
    answerText(reader, now) ?? now.stance,
    claim.testable ? 'testable' : '',
    now.approaches.length > 0 ? `[${now.approaches.join(', ')}]` : '',
  ].filter((part) => part !== '');
  const said =
    message && statements(message.body, message.spoken).find(({ start }) => start === claim.start);
  const quote = said?.answers?.text.slice(-shownQuote) ?? '';
  return [
    visible(
      `${message ? knownName(reader, message.from) : claim.author}, ${message?.date?.slice(0, 10) ?? 'no date'}: ${head.join(', ')}`,
    ),
    ...(quote === '' ? [] : wrapped(`…${quote}`, '    > ')),
    ...wrapped(claim.text, '    '),
    '',
  ].join('\n');
}

/** What stands around a proposal in its message: whole lines, or whole words of a line that is too long. */
export function contextText(reader: StoreReader, claim: Claim): string {
  const body = reader.message(claim.messageId)?.body ?? '';
  const from = Math.max(0, claim.start - shownAround);
  const to = Math.min(body.length, claim.end + shownAround);
  const before = body.slice(from, claim.start);
  const after = body.slice(claim.end, to);
  const head = from === 0 ? before : before.replace(/^(?:.*\n|\S*)/, '');
  const tail = to === body.length ? after : after.replace(/(?:\n.*|\S*)$/, '');
  return `${head}${body.slice(claim.start, claim.end)}${tail}`
    .split('\n')
    .map((line) => `    | ${visible(line)}\n`)
    .join('');
}

/** Words of mail, made safe, in lines that fit a terminal. */
export function wrapped(text: string, margin: string): readonly string[] {
  const lines: string[] = [];
  let line = margin;
  for (const word of visible(text).split(/\s+/).filter(Boolean)) {
    if (line !== margin && line.length + 1 + word.length > width) {
      lines.push(line);
      line = margin;
    }
    line += line === margin ? word : ` ${word}`;
  }
  return line === margin ? lines : [...lines, line];
}
