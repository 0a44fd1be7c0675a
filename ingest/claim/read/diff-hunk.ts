/**
 * End (exclusive) of the unified-diff hunk whose `@@ -a,b +c,d @@` line stands at `at`: counts the
 * old and new lines that the header announces, so that prose after the hunk stays prose.
 */
export function consumeHunk(lines: readonly { readonly text: string }[], at: number): number {
  const header = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/.exec(
    lines[at]?.text ?? '',
  );
  if (!header) return at + 1;
  let before = Number(header[1] ?? 1);
  let after = Number(header[2] ?? 1);
  let i = at + 1;
  for (; i < lines.length && (before > 0 || after > 0); i++) {
    const first = lines[i]?.text[0];
    if (first === '-') before--;
    else if (first === '+') after--;
    else if (first === '\\') continue;
    else if (first === ' ' || first === '\t' || first === undefined) {
      before--;
      after--;
    } else break;
  }
  return i;
}
