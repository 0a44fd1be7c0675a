/**
 * What a CMS SignedData holds (RFC 5652, sections 3 and 5): the text of an S/MIME mail that is signed
 * without being readable as it is. Null for anything else, encrypted mail included. Signatures are not
 * checked: who wrote what is read from the mail, as elsewhere.
 */
export function signedContent(cms: Buffer): Buffer | null {
  const [outer] = elements(cms);
  const [type, wrapped] = outer ? elements(outer.content) : [];
  if (!type?.content.equals(signedData)) return null;
  const [data] = wrapped ? elements(wrapped.content) : [];
  const encapsulated = data && elements(data.content)[2];
  const holder = encapsulated && elements(encapsulated.content)[1];
  return holder ? octets(holder.content, 0) : null;
}

/** 1.2.840.113549.1.7.2 */
const signedData = Buffer.from('2a864886f70d010702', 'hex');

interface Element {
  readonly tag: number;
  readonly content: Buffer;
}

/** Elements of one level that are looked at, and levels of an octet string: a hostile one has thousands. */
const mostElements = 2_000;
const deepest = 4;
const constructed = 0x20;
const octetString = 4;

/** The BER elements that stand in a row, of definite or indefinite length (X.690, section 8.1). */
function elements(bytes: Buffer): Element[] {
  const found: Element[] = [];
  for (let at = 0; at + 1 < bytes.length && found.length < mostElements; ) {
    const length = lengthAt(bytes, at + 1);
    if (bytes[at] === 0 || length === null) break;
    const { size, start } = length;
    const end = size ?? endOfContents(bytes, start, 0);
    found.push({
      tag: bytes[at] ?? 0,
      content: bytes.subarray(start, size === null ? end : start + size),
    });
    at = size === null ? (end ?? bytes.length) + 2 : start + size;
  }
  return found;
}

/** Where the contents begin and how long they are; a `size` of null is indefinite. */
function lengthAt(bytes: Buffer, at: number): { size: number | null; start: number } | null {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { size: first, start: at + 1 };
  if (first === 0x80) return { size: null, start: at + 1 };
  const count = first & 0x7f;
  if (count > 4 || at + 1 + count > bytes.length) return null;
  return { size: bytes.readUIntBE(at + 1, count), start: at + 1 + count };
}

/** Where contents of indefinite length end: at two zero octets on their own level. */
function endOfContents(bytes: Buffer, from: number, depth: number): number {
  let at = from;
  while (at + 1 < bytes.length && !(bytes[at] === 0 && bytes[at + 1] === 0)) {
    const length = lengthAt(bytes, at + 1);
    if (length === null || depth > 12) return bytes.length;
    at =
      length.size === null
        ? endOfContents(bytes, length.start, depth + 1) + 2
        : length.start + length.size;
  }
  return Math.min(at, bytes.length);
}

/** An octet string, whole or in pieces. */
function octets(bytes: Buffer, depth: number): Buffer | null {
  const strings = elements(bytes).filter(({ tag }) => (tag & ~constructed) === octetString);
  if (strings.length === 0 || depth > deepest) return null;
  return Buffer.concat(
    strings.map(({ tag, content }) =>
      (tag & constructed) === 0 ? content : (octets(content, depth + 1) ?? Buffer.alloc(0)),
    ),
  );
}
