import { isAscii, isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
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
  if (bytes[0] === 0xff && bytes[1] === 0xfe && !name.startsWith('utf-')) {
    return new TextDecoder('utf-16le').decode(bytes);
  }
  if (/^(?:iso-?2022-?kr|hz)/.test(name)) return decodeShifted(bytes, name);
  if (/^(?:cp5022[012]|iso-2022-jp.*)$/.test(name) || (isAscii(bytes) && escapes(bytes, name))) {
    return new TextDecoder('iso-2022-jp').decode(bytes);
  }
  // ISO-2022 and the other stateful encodings look like ASCII and are not.
  if (isAscii(bytes) && !/^(?:iso-2022|hz|utf-?16|utf-?32)/.test(name))
    return bytes.toString('latin1');
  if (isUtf8(bytes) && !/^(?:iso-2022|utf-?16|utf-?32)/.test(name)) return bytes.toString('utf8');
  if (/^utf-?8/.test(name)) return decodeBroken(bytes);
  if (/^utf-?32/.test(name)) return decodeUtf32(bytes, name);
  // The Encoding Standard reads `utf-16` as little-endian whatever its mark says.
  if (/^utf-?16$/.test(name) && bytes[0] === 0xfe && bytes[1] === 0xff) {
    return new TextDecoder('utf-16be').decode(bytes);
  }
  const decoder = unsaid.test(name) ? undefined : decoderOf(name);
  return decoder ? decoder.decode(bytes) : decodeBroken(bytes);
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

/** Labels that say nothing, or that mailers put on whatever they had. */
const unsaid = /^(?:(?:us-)?ascii|ansi_x3.*|iso-8859-1|latin1|windows-1252|cp1252|unknown-8bit|)$/;

/** The escapes of ISO-2022-JP under a label that knows none: no other text has them. */
const escapes = (bytes: Buffer, name: string) =>
  bytes.includes('\x1b$') &&
  unsaid.test(name) &&
  /\x1b\$[@B][!-~]+\x1b\([BJ]/.test(bytes.toString('latin1'));

/**
 * Broken UTF-8, or none at all: a line in which most of what is beyond ASCII is UTF-8 keeps it, and any
 * other is read as what it is likely to be.
 */
function decodeBroken(bytes: Buffer, other: TextDecoder = guessed(bytes)): string {
  if (other !== latin) return other.decode(bytes);
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(10, at);
    const line = bytes.subarray(at, found < 0 ? bytes.length : found + 1);
    const read = line.toString('utf8');
    const broken = read.split('\ufffd').length - 1;
    const whole = broken === 0 ? 1 : (read.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0);
    text += whole > broken ? read : latin.decode(line);
    at += line.length;
  }
  return text;
}

/** Bytes looked at, and how many beyond ASCII there must be to tell by. */
const looked = 8_192;
const fewest = 6;
/** How sure a guess must be, of 100: that it is no Latin script is known already. */
const surest = 20;
const guesses =
  /^(?:KOI8-R|windows-125[1356]|ISO-8859-[5678]|Shift_JIS|EUC-JP|EUC-KR|Big5|GB18030)$/;

/**
 * What 8-bit text is written in where its label does not say. In Latin scripts letters beyond ASCII stand
 * alone, in all others next to each other; only such text is guessed at.
 */
function guessed(bytes: Buffer): TextDecoder {
  const head = bytes.toString('latin1', 0, looked);
  const runs = head.match(/[\x80-\x9f\xa1-\xff]+/g) ?? [];
  const beyond = runs.reduce((sum, run) => sum + run.length, 0);
  const together = runs.reduce((sum, run) => sum + (run.length > 1 ? run.length : 0), 0);
  if (beyond < fewest || together * 2 < beyond) return latin;
  const lines = head.split('\n').filter((line) => /[\x80-\xff]/.test(line));
  const found = analyse(Buffer.from(lines.join('\n'), 'latin1')).find(({ name }) =>
    guesses.test(name),
  );
  return (found && found.confidence >= surest && decoderOf(found.name.toLowerCase())) || latin;
}

/** ISO-2022-KR (RFC 1557) and HZ (RFC 1843): two bytes of seven bits each between their shifts. */
function decodeShifted(bytes: Buffer, name: string): string {
  const hz = name.startsWith('hz');
  const shifts = hz ? /~\{(.*?)~\}/gs : /\x0e([^\x0f]*)\x0f?/g;
  const decoder = new TextDecoder(hz ? 'gb18030' : 'euc-kr');
  return bytes
    .toString('latin1')
    .replace(/\x1b\$\)C/g, '')
    .replace(shifts, (_, inner: string) =>
      decoder.decode(Buffer.from(inner, 'latin1').map((byte) => (byte > 32 ? byte | 0x80 : byte))),
    )
    .replace(/~(~|\n)/g, (all, next: string) => (hz ? (next === '~' ? '~' : '') : all));
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
  'latin-9': 'iso-8859-15',
  latin9: 'iso-8859-15',
  'utf-8-sig': 'utf-8',
  'iso-8859-8-i': 'iso-8859-8',
  ks_c_5601: 'euc-kr',
  cp936: 'gbk',
  cp950: 'big5',
  cp1252: 'windows-1252',
  'x-gbk': 'gbk',
};
