const block = 512;

/** Whether a tar header stands here: its checksum tells, whatever tar wrote it (POSIX ustar, section 4). */
export function isTarHeader(head: Buffer): boolean {
  if (head.length < block) return false;
  const written = /^[ \0]*([0-7]{1,7})[ \0]/.exec(head.toString('latin1', 148, 157))?.[1];
  if (written === undefined || head[0] === 0) return false;
  let sum = 8 * 32; // the field itself counts as spaces
  for (let at = 0; at < block; at++) if (at < 148 || at >= 156) sum += head[at] ?? 0;
  return sum === Number.parseInt(written, 8);
}
