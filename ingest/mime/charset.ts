import { isAscii, isUtf8 } from 'node:buffer';
import { decodeUtf7 } from './utf7.ts';

const decoders = new Map<string, TextDecoder | undefined>();

/**
 * Decodes bytes by the label that a mail gives, and never throws: a label that is unknown, or that
 * the bytes belie, gives way to UTF-8 where that is valid and to Windows-1252 otherwise.
 */
export function decodeCharset(bytes: Buffer, label: string): string {
  const text = decodeBytes(bytes, label);
  return text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text;
}

const byteOrderMark = 0xfeff;

function decodeBytes(bytes: Buffer, label: string): string {
  const name = label.trim().toLowerCase();
  if (/^(?:x-)?(?:unicode-1-1-)?utf-?7/.test(name)) return decodeUtf7(bytes.toString('latin1'));
  // ISO-2022 and the other stateful encodings look like ASCII and are not.
  if (isAscii(bytes) && !/^(?:iso-2022|hz|utf-?16|utf-?32)/.test(name))
    return bytes.toString('latin1');
  if (isUtf8(bytes) && !/^(?:iso-2022|utf-?16|utf-?32)/.test(name)) return bytes.toString('utf8');
  if (/^utf-?8|^(?:us-)?ascii$|^ansi_x3|^$/.test(name)) return latin.decode(bytes);
  if (/^utf-?32/.test(name)) return decodeUtf32(bytes, name);
  // The Encoding Standard reads `utf-16` as little-endian whatever its mark says.
  if (/^utf-?16$/.test(name) && bytes[0] === 0xfe && bytes[1] === 0xff) {
    return new TextDecoder('utf-16be').decode(bytes);
  }
  return (decoderOf(name) ?? latin).decode(bytes);
}

/** Big-endian but where a mark or the label says otherwise (Unicode, section 3.10). */
function decodeUtf32(bytes: Buffer, name: string): string {
  const little = name.endsWith('le') || (bytes[0] === 0xff && bytes[1] === 0xfe);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
    const valid = code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000);
    text += valid ? String.fromCodePoint(code) : '\ufffd';
  }
  return text;
}

const latin = new TextDecoder('windows-1252');

function decoderOf(name: string): TextDecoder | undefined {
  if (decoders.has(name)) return decoders.get(name);
  let decoder: TextDecoder | undefined;
  try {
    decoder = new TextDecoder(aliases[name] ?? name);
  } catch {
    decoder = undefined; // a label nobody knows
  }
  // Labels come from mail: without a bound, a mail a label would grow the table for ever.
  if (decoders.size < 200) decoders.set(name, decoder);
  return decoder;
}

/** Labels of real mail that the WHATWG Encoding Standard does not list. */
const aliases: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  'iso-8859-8-i': 'iso-8859-8',
  ks_c_5601: 'euc-kr',
  cp936: 'gbk',
  cp950: 'big5',
  cp1252: 'windows-1252',
  'x-gbk': 'gbk',
};
