/**
 * The parts between the boundary lines of a multipart body, without preamble and epilogue. A missing
 * closing boundary ends the last part at the end of the body, so that a cut mail keeps its text.
 */
export function splitParts(raw: Buffer, boundary: string, maxCount: number): Buffer[] {
  const mark = `--${boundary}`;
  const parts: Buffer[] = [];
  let start = -1;
  let at = 0;
  while (parts.length < maxCount) {
    const line = boundaryLine(raw, mark, at);
    if (!line) break;
    if (start >= 0)
      parts.push(raw.subarray(start, Math.max(start, beforeLineEnd(raw, line.start))));
    if (line.closes) return parts;
    start = line.next;
    at = line.next;
  }
  if (start >= 0 && parts.length < maxCount) parts.push(raw.subarray(start));
  return parts;
}

/** The next line that is the boundary and nothing else: one boundary may be a prefix of another. */
function boundaryLine(raw: Buffer, mark: string, from: number) {
  let at = from;
  for (;;) {
    const start = raw.indexOf(mark, at, 'latin1');
    if (start < 0) return undefined;
    at = start + mark.length;
    if (start > 0 && raw[start - 1] !== 10 && raw[start - 1] !== 13) continue;
    const closes = raw[at] === 45 && raw[at + 1] === 45;
    let end = closes ? at + 2 : at;
    while (raw[end] === 32 || raw[end] === 9) end += 1;
    if (end < raw.length && raw[end] !== 10 && raw[end] !== 13) continue;
    return { start, closes, next: end + (raw[end] === 13 && raw[end + 1] === 10 ? 2 : 1) };
  }
}

/** The line end before a boundary belongs to the boundary (RFC 2046 section 5.1.1). */
function beforeLineEnd(raw: Buffer, at: number): number {
  if (raw[at - 1] === 10) return raw[at - 2] === 13 ? at - 2 : at - 1;
  return raw[at - 1] === 13 ? at - 1 : at;
}
