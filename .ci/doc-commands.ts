/** A command that a page of the docs shows. */
export interface DocCommand {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly words: readonly string[];
}

/** Begins like a command of a shell, as opposed to program text, output or a table. */
const begins = /^(?:[A-Z][A-Z0-9_]*=\S+ +)*(?:\.\/\S+|node|npx|npm|git|qemu-\S+)(?: |$)/;

/** The commands in the code blocks of a Markdown text, indented or fenced; `\` continues a line. */
export function commandsIn(file: string, markdown: string): DocCommand[] {
  const commands: DocCommand[] = [];
  const lines = markdown.split('\n');
  let fenced = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (/^```/.test(line)) fenced = !fenced;
    const code = fenced ? line : /^ {4}(\S.*)$/.exec(line)?.[1];
    if (code === undefined || !begins.test(code.trim())) continue;
    const from = at;
    let text = code.trim();
    while (text.endsWith('\\')) {
      at += 1;
      text = `${text.slice(0, -1)}${(lines[at] ?? '').trim()}`;
    }
    commands.push({ file, line: from + 1, words: wordsOf(text) });
  }
  return commands;
}

/** Words as a shell splits them: quotes group, `#` after a space begins a comment, `>` and `|` end it. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(/'[^']*'|"[^"]*"|[^\s'"]+/g)) {
    if (word.startsWith('#') || word === '|' || word === '>') break;
    words.push(word.replace(/^(['"])(.*)\1$/, '$2'));
  }
  return words;
}
