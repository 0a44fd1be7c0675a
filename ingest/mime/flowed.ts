import { parameterOf } from './content-type.ts';
import type { Fields } from './header.ts';

/**
 * Undoes what format=flowed did to a text (RFC 3676): the space that stuffs a line is taken off, and with
 * DelSp the space before a soft line break goes with the break, since it stands inside a word. Without
 * DelSp, soft breaks stay: they are line breaks between words, as in any other mail.
 */
export function flowed(text: string, fields: Fields): string {
  const type = fields.get('content-type') ?? '';
  if (!/^\s*text\/plain\b/i.test(type) || !/;\s*format\s*=/i.test(type)) return text;
  if (parameterOf(type, 'format').toLowerCase() !== 'flowed') return text;
  const joins = parameterOf(type, 'delsp').toLowerCase() === 'yes';
  const lines: string[] = [];
  let open: string | null = null; // quote marks of the line that goes on
  for (const line of text.split('\n')) {
    const { marks, rest } = partsOf(line);
    if (open === marks && rest !== '-- ') lines.push((lines.pop() ?? '').slice(0, -1) + rest);
    else lines.push(marks === '' ? rest : line);
    open = joins && rest.endsWith(' ') && rest !== '-- ' ? marks : null;
  }
  return lines.join('\n');
}

/** Quote marks without spaces, and what follows them without its stuffing. */
function partsOf(line: string): { marks: string; rest: string } {
  const marks = /^>*/.exec(line)?.[0] ?? '';
  const rest = line.slice(marks.length);
  // Without its stuffing, a mark or `From ` that the author typed would read as one of the mailer's.
  return { marks, rest: /^ (?!>)/.test(rest) ? rest.slice(1) : rest };
}
