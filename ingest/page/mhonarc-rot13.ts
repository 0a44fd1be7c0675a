const plain = '@ABCDEFGHIJKLMNOPQRSTUVWXYZ[abcdefghijklmnopqrstuvwxyz';
const coded = 'NOPQRSTUVWXYZ[@ABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm';
const decoded = new Map([...coded].map((c, i) => [c, plain[i] ?? c]));

/**
 * The author from MHonArc's `X-From-R13` comment, `Name <address>` rotated by 13 over `@A-Z[` and
 * `a-z`, so that address collectors find no `@`. It keeps addresses that the page itself masks.
 */
export function mhonarcAuthor(text: string): string {
  return [...text].map((c) => decoded.get(c) ?? c).join('');
}
