import { blockOf, fieldName } from './header-block.ts';
import { isTarHeader } from './tar-header.ts';

/** What the head of a file says that it is; `unknown` is refused. */
export type FileKind =
  | 'mbox'
  | 'mmdf'
  | 'babyl'
  | 'rnews'
  | 'eml'
  | 'emlx'
  | 'outlook'
  | 'jmap'
  | 'page'
  | 'bundle'
  | 'zip'
  | 'tar'
  | 'unknown';

/** Files with a signature of their own. */
const signatures: readonly (readonly [FileKind, RegExp])[] = [
  ['bundle', /^# v[23] git bundle\n/],
  ['zip', /^PK(?:\x03\x04|\x05\x06)/],
  ['outlook', /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/],
  // Each message of MMDF stands between lines of four Ctrl-A.
  ['mmdf', /^\x01{4}\r?\n/],
  ['babyl', /^BABYL OPTIONS:/i],
  ['rnews', /^#! rnews \d/],
];

/** Classifies up to the first 64 KiB of a file, decompressed. */
export function kindOf(head: Buffer): FileKind {
  if (isTarHeader(head)) return 'tar';
  const text = head.toString('latin1', 0, 64 * 1024).replace(/^(?:\u00ef\u00bb\u00bf)?[\r\n]*/, '');
  const signed = signatures.find(([, signature]) => signature.test(text));
  if (signed) return signed[0];
  const afterFirst = text.replace(/^[^\n]*\n/, '');
  if (/^>?From [^\n]*\r?\n/.test(text) && hasHeader(afterFirst)) return 'mbox';
  // Apple Mail: the length of the message on a line of its own, the message, a property list.
  if (/^\d{1,12}[ \t]*\r?\n/.test(text) && hasHeader(afterFirst)) return 'emlx';
  // The reader of pages has the same test; importing it here would load an HTML parser for every mbox.
  if (/^<(?:!--|!doctype|html|head|title)/i.test(text.trimStart())) return 'page';
  if (hasHeader(text)) return 'eml';
  if (
    /^\s*[[{]/.test(text) &&
    /"(?:methodResponses|from|messageId|bodyValues)"\s*:|"Email\/get"/.test(text)
  )
    return 'jmap';
  // Some words above the first message of an mbox.
  if (/^From \S+ .*\d{4}\r?\n(?=[!-9;-~]+:)/m.test(text.slice(0, 8192))) return 'mbox';
  if (isTextPage(text)) return 'page';
  return 'unknown';
}

/** What is no mail of a form that we read, by its signature: what it is, and how to come by the mail in it. */
export function foreignOf(head: Buffer): { what: string; next: string } | undefined {
  const start = head.toString('latin1', 0, 64);
  const found = foreign.find(([signature]) => signature.test(start));
  return found && { what: found[1], next: found[2] };
}

const foreign: readonly (readonly [RegExp, string, string])[] = [
  [/^!BDN/, 'an Outlook folder file (.pst, .ost)', 'export it as mbox, for example with readpst'],
  [/^\xcf\xad\x12\xfe/, 'an Outlook Express folder (.dbx)', 'export it as mbox or .eml'],
  [/^\x78\x9f\x3e\x22/, 'a winmail.dat (TNEF)', 'unpack it, for example with tnef'],
  [/^#! (?:cunbatch|c7unbatch|gunbatch|zunbatch)/, 'a compressed news batch', 'unpack it first'],
  [/^7z\xbc\xaf\x27\x1c/, 'a 7-Zip archive', 'unpack it first, or pack it as zip or tar'],
  [/^Rar!\x1a\x07/, 'a RAR archive', 'unpack it first, or pack it as zip or tar'],
  [
    /^(?:\x04\x22\x4d\x18|\x1f\x9d|\x5d\0\0)/,
    'compressed in a form that is not read',
    'unpack it, or use gzip, bzip2, xz or zstd',
  ],
  [/^(?:HELO|EHLO) \S+\r?\nMAIL FROM:/i, 'batched SMTP', 'save the messages in it as mbox or .eml'],
  [/^SQLite format 3\0/, 'an SQLite file', 'name the mail that it was made from'],
  [/^%PDF-/, 'a PDF', 'save the mail itself'],
];

const mailField =
  /^(?:from|to|cc|date|subject|message-id|received|return-path|delivered-to|mime-version|in-reply-to|references|reply-to|sender|newsgroups|path|x-[\w-]+|content-[\w-]+|list-[\w-]+|dkim-signature|user-agent|resent-[\w-]+|envelope-to|authentication-results|status|organization)$/i;

/** Fields of which one is of mail: a line of prose may hold one colon by chance. */
function hasHeader(text: string): boolean {
  const { lines, names } = blockOf(text.slice(0, 32 * 1024));
  const first = lines[0];
  return (
    first !== undefined &&
    (fieldName(first) !== '' || first.startsWith('>From ')) &&
    names.length * 2 >= lines.length &&
    names.some((name) => mailField.test(name))
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
