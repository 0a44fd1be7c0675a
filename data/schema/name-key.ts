/**
 * A name in a form that compares equal across mailers: lower case, no accents or punctuation,
 * `Last, First` turned round, and what stands in parentheses dropped. Empty for an empty name.
 * @example
 * nameKey('Kleen, Andi (Intel)') // => 'andi kleen'
 * nameKey('Andi Kleen') // => 'andi kleen'
 */
export function nameKey(name: string): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  if (keys.size >= mostKept) keys.clear();
  const key = made(name);
  keys.set(name, key);
  return key;
}

/** A list has few authors, and their names are compared again and again. */
const mostKept = 5_000;
const keys = new Map<string, string>();

function made(name: string): string {
  const plain = name
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\([^()]*\)/g, ' ')
    .replace(/["'’`]/g, '')
    .toLowerCase();
  const comma = plain.indexOf(',');
  const turned = comma > 0 ? `${plain.slice(comma + 1)} ${plain.slice(0, comma)}` : plain;
  return turned
    .split(/[^\p{L}\p{N}@]+/u)
    .filter((word) => word.length > 1) // middle initials come and go
    .join(' ');
}
