/** What of a Content-Type decides how a part becomes text. */
export interface ContentType {
  /** Lower-case `type/subtype`; `text/plain` where the field is missing or unreadable. */
  readonly type: string;
  readonly charset: string;
  readonly boundary: string;
}

const plain: ContentType = { type: 'text/plain', charset: '', boundary: '' };

/** Reads a Content-Type value, with RFC 2231 continuations (`boundary*0=`) and stray quotes. */
export function contentTypeOf(value: string | undefined): ContentType {
  if (!value) return plain;
  const type = /^\s*([\w.+-]+\/[\w.+-]+)/.exec(value)?.[1]?.toLowerCase();
  // RFC 2045 section 5.2: an unreadable type is text/plain. `text` alone is what old mailers wrote.
  if (!type) return { ...plain, charset: parameterOf(value, 'charset') };
  return {
    type,
    charset: parameterOf(value, 'charset'),
    boundary: type.startsWith('multipart/') ? parameterOf(value, 'boundary') : '',
  };
}

/** A parameter of a Content-Type or Content-Disposition value; empty where it is missing. */
export function parameterOf(value: string, name: string): string {
  const pattern = new RegExp(
    `;\\s*${name}(?:\\*(\\d{1,2})?\\*?)?\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`,
    'gi',
  );
  let text = '';
  for (const match of value.slice(0, 8192).matchAll(pattern)) {
    if (text !== '' && match[1] === undefined) break; // the same parameter twice: the first counts
    text += match[2]?.replace(/\\(.)/g, '$1') ?? match[3]?.replace(/^['"]|['"]$/g, '') ?? '';
    if (match[1] === undefined) break;
  }
  return text.replace(/^[\w-]*'[\w-]*'/, '');
}
