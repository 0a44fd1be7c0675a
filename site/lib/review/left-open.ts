import type { Statement } from './statements.ts';

/** "In which case?", "Or just metadata?": rhetoric, or half of what was asked. */
const fewestWords = 6;

/** How somebody begins who answers his own question. */
const answersIt =
  /^[\s"')]*(?:no|yes|nope|well|because|since|of course|obviously|i (?:think|guess|suspect|believe)|it(?:'s| is)|that(?:'s| is))\b/i;

/** Whether a statement asks the others something: a whole question, which its author does not answer at once. */
export function asksOthers({ claim, message }: Statement): boolean {
  const text = claim.text.trim();
  if (!/\?["')\]]*$/.test(text) || text.split(/\s+/).length < fewestWords) return false;
  return !answersIt.test(message.body.slice(claim.end).split(/\n[ \t]*\n|\n>/, 1)[0] ?? '');
}
