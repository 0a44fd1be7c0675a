/**
 * What is left of a Message-ID when mailers and archives have rewritten it. Ids are compared byte for byte;
 * these forms tell which unheld id may stand for which held one.
 */
export interface IdForms {
  /** Without case, quotes that the grammar does not ask for, and percent signs of URLs. */
  readonly plain: string;
  /** What stands before the last `@`, in the same form. */
  readonly local: string;
  /** Whether an archive hid the domain, so that only `local` tells messages apart. */
  readonly veiled: boolean;
}

/**
 * Domains that hide another: Gmane's ciphertext before its own name, a run of x (spinics), and one cut off
 * with dots (Google, Nabble).
 */
const gmane = /-[a-z0-9+/]{11,64}@public\.gmane\.org$/;
const hidden = /@(?:x{2,}(?:\.x{2,})*|[^@]{0,20}(?:\.\.\.|…))$/;

export function idForms(id: string): IdForms {
  const inner = id.slice(1, -1).toLowerCase();
  const decoded = inner.includes('%') ? inner.replace(/%([2-7][0-9a-f])/g, character) : inner;
  const unquoted = decoded.includes('"') ? decoded.replace(/^"(.*)"(?=@[^@]*$)/, bare) : decoded;
  const ciphered = unquoted.endsWith('@public.gmane.org') && gmane.test(unquoted);
  const plain = ciphered ? unquoted.replace(gmane, '@public.gmane.org') : unquoted;
  const at = plain.lastIndexOf('@');
  return {
    plain,
    local: at > 0 ? plain.slice(0, at) : plain,
    veiled: ciphered || (at > 0 && hidden.test(plain)),
  };
}

const character = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16));
const bare = (_: string, text: string) => text.replace(/\\(.)/g, '$1');

/** Shorter local parts, `<123@host>`, are everybody's: they tell nothing without their domain. */
const shortestLocal = 10;

/** Whether a local part names one message: of two hosts, hardly any make the same long text with digits. */
export const telling = (local: string) => local.length >= shortestLocal && /\d/.test(local);

/** The key on which all forms of an id meet, so that their messages are threaded together. */
export function idKey(id: string): string {
  const { plain, local } = idForms(id);
  return telling(local) ? local : plain;
}
