import { closeThread, readOperation } from './blocks.ts';
import { directives } from './directives.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { finished } from './finished.ts';
import type { Line } from './operations.ts';
import { expanded } from './procedures.ts';
import { LitmusFault } from './program/fault.ts';
import { limit } from './program/limit.ts';
import type { Program } from './program/program.ts';
import { linesOf } from './words.ts';

/**
 * Reads one litmus program in the format of docs/litmus.md.
 * @throws LitmusFault naming the line and what was expected there.
 */
export function parseLitmus(text: string): Program {
  if (text.length > limit.characters) {
    throw new LitmusFault(1, `expected at most ${limit.characters} characters`, `${text.length}`);
  }
  const draft = emptyDraft();
  const lines = linesOf(text);
  for (const line of expanded(lines)) readLine(draft, line);
  return finished(draft, lines.at(-1)?.number ?? 1);
}

function readLine(draft: Draft, line: Line): void {
  const [word = ''] = line.words;
  if (draft.name === null && word !== 'litmus') {
    throw new LitmusFault(line.number, 'expected litmus "NAME" first', line.words.join(' '));
  }
  const read = Object.hasOwn(directives, word) ? directives[word] : undefined;
  if (read) {
    closeThread(draft);
    read(draft, line);
  } else readOperation(draft, line);
}
