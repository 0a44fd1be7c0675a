/** What the head of a file says that it is; `unknown` is refused. */
export type FileKind = 'mbox' | 'eml' | 'page' | 'bundle' | 'unknown';

const mailField =
  /^(?:from|to|cc|date|subject|message-id|received|return-path|delivered-to|mime-version|in-reply-to|references|reply-to|sender|x-[\w-]+|content-[\w-]+|list-[\w-]+|dkim-signature|user-agent|resent-[\w-]+|envelope-to|authentication-results|status|organization)[ \t]*:/i;

/** Classifies up to the first 64 KiB of a file, decompressed. */
export function kindOf(head: Buffer): FileKind {
  const text = head.toString('latin1', 0, 64 * 1024).replace(/^(?:\u00ef\u00bb\u00bf)?[\r\n]*/, '');
  if (/^# v[23] git bundle\n/.test(text)) return 'bundle';
  if (/^>?From [^\n]*\r?\n/.test(text) && hasHeader(text.replace(/^[^\n]*\n/, ''))) return 'mbox';
  // The reader of pages has the same test; importing it here would load an HTML parser for every mbox.
  if (/^<(?:!--|!doctype|html|head|title)/i.test(text.trimStart())) return 'page';
  if (hasHeader(text)) return 'eml';
  if (isTextPage(text)) return 'page';
  return 'unknown';
}

/** Two fields of which one is of mail: a line of prose may hold one colon by chance. */
function hasHeader(text: string): boolean {
  const head = text.slice(0, 32 * 1024).split(/\r?\n\r?\n|\r\r/, 1)[0] ?? '';
  const lines = head.split(/\r\n?|\n/).filter((line) => !/^[ \t]/.test(line));
  const fields = lines.filter((line) => /^[!-9;-~]+[ \t]*:/.test(line));
  return (
    fields.length * 2 >= lines.length &&
    lines[0] !== undefined &&
    /^(?:[!-9;-~]+[ \t]*:|>From )/.test(lines[0]) &&
    fields.some((line) => mailField.test(line))
  );
}

/** The saved text of an archive page has its subject first, then From: and Date: lines. */
function isTextPage(text: string): boolean {
  const lines = text.slice(0, 8192).split(/\r?\n/, 12);
  return (
    !text.slice(0, 8192).includes('\0') &&
    lines.some((line) => /^\s*From:/.test(line)) &&
    lines.some((line) => /^\s*Date:/.test(line))
  );
}
