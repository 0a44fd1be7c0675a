import type { Statement } from './statements.ts';

/** "In which case?", "Or just metadata?": rhetoric, or half of what was asked. */
const fewestWords = 6;

/**
 * Whether a statement asks the others something: a whole question that ends its paragraph, but for further
 * questions. One that its author goes on from is mostly answered by what follows.
 */
export function asksOthers({ claim, message }: Statement): boolean {
  const text = claim.text.trim();
  if (!/\?["')\]]*$/.test(text) || text.split(/\s+/).length < fewestWords) return false;
  const rest = message.body.slice(claim.end).split(/\n[ \t]*\n|\n>/, 1)[0] ?? '';
  return !/[^?\s][.!:;](?:\s|$)|\w\s*$/.test(rest.trim());
}
