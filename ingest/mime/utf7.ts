/**
 * RFC 2152 UTF-7: `+` opens base64 of UTF-16BE, `-` or any other character closes it, `+-` is a plus.
 * WHATWG decoders refuse UTF-7 because browsers were tricked with it; a text reader may decode it.
 */
export function decodeUtf7(text: string): string {
  return text
    .replace(/\+([A-Za-z0-9+/]*)-?/g, (_, encoded: string) => {
      if (encoded === '') return '+';
      const bytes = Buffer.from(encoded, 'base64');
      return bytes
        .subarray(0, bytes.length & ~1)
        .swap16()
        .toString('utf16le');
    })
    .toWellFormed();
}
