/** An operand of an x86 instruction in a herd file. */
export type HerdOperand =
  | { readonly kind: 'register'; readonly name: string; readonly bytes: number }
  | { readonly kind: 'immediate'; readonly value: number }
  /** `base` is a location, or a register that holds the address of one. */
  | {
      readonly kind: 'memory';
      readonly base: string;
      readonly register: boolean;
      readonly offset: number;
    };

const legacy = ['a', 'b', 'c', 'd'];
const indexes = ['si', 'di', 'bp', 'sp'];

/** The register by its 64-bit name, and how many bytes the word names; null for another word. */
export function registerOf(word: string): { name: string; bytes: number } | null {
  const plain = word.replace(/^%/, '').toLowerCase();
  const [, wide, letter] = /^([re]?)([abcd])x$/.exec(plain) ?? [];
  if (letter) return { name: `r${letter}x`, bytes: widthOf(wide) };
  const low = legacy.find((one) => plain === `${one}l`);
  if (low) return { name: `r${low}x`, bytes: 1 };
  const [, prefix, index] = /^([re]?)(si|di|bp|sp)$/.exec(plain) ?? [];
  if (index) return { name: `r${index}`, bytes: widthOf(prefix) };
  if (indexes.some((one) => plain === `${one}l`))
    return { name: `r${plain.slice(0, 2)}`, bytes: 1 };
  const [, number, suffix = ''] = /^r(8|9|1[0-5])([bwd]?)$/.exec(plain) ?? [];
  const bytes = { '': 8, d: 4, w: 2, b: 1 }[suffix];
  return number && bytes ? { name: `r${number}`, bytes } : null;
}

function widthOf(prefix: string | undefined): number {
  if (prefix === 'r') return 8;
  return prefix === 'e' ? 4 : 2;
}

/** Reads `%eax`, `EAX`, `$1`, `1`, `[x]`, `(x)`, `(%rdi)` or `8(%rdi)`; null for anything else. */
export function operandOf(text: string): HerdOperand | null {
  const word = text.trim();
  const [, digits] = /^\$?(-?(?:\d{1,16}|0x[0-9a-fA-F]{1,13}))$/.exec(word) ?? [];
  if (digits !== undefined) {
    const value = digits.startsWith('-') ? -Number(digits.slice(1)) : Number(digits);
    return Number.isSafeInteger(value)
      ? { kind: 'immediate', value: value === 0 ? 0 : value }
      : null;
  }
  const register = registerOf(word);
  if (register) return { kind: 'register', ...register };
  const [, offset = '0', inner] =
    /^(\d{1,3})?\s*[[(]\s*(%?[A-Za-z_][A-Za-z0-9_]*)\s*[\])]$/.exec(word) ?? [];
  if (!inner) return null;
  const base = registerOf(inner);
  return {
    kind: 'memory',
    base: base?.name ?? inner,
    register: base !== null,
    offset: Number(offset),
  };
}
