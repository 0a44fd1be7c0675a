import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namespace, sshKeygen } from './ssh-keygen.ts';

/** What a signature beside a file says about who stands for it. */
export type Signature =
  | { readonly kind: 'unsigned' }
  /** Good, by somebody whom `data/allowed_signers` names. */
  | { readonly kind: 'signed'; readonly by: string }
  /** Good, by a key that nobody here vouches for. */
  | { readonly kind: 'unknown'; readonly key: string }
  /** Good, by a key whose time (`valid-before`, `valid-after`) is not now. */
  | { readonly kind: 'expired'; readonly key: string }
  /** Not a signature of this file. */
  | { readonly kind: 'broken'; readonly why: string };

/** Beside the file that it signs. */
export const signatureFile = (file: string): string => `${file}.sig`;

/** The keys that the project vouches for, in the format of ssh-keygen(1), ALLOWED SIGNERS. */
export const allowedSigners = (root: string): string => join(root, 'data/allowed_signers');

/**
 * Checks the signature of a file as `git verify-commit` checks one: against the allowed signers, now.
 * @throws Fault `lacking` where there is a signature and no ssh-keygen.
 */
export function signatureOf(root: string, file: string): Signature {
  const sig = signatureFile(file);
  if (!existsSync(sig)) return { kind: 'unsigned' };
  const content = readFileSync(file, 'utf8');
  const made = sshKeygen(['-Y', 'check-novalidate', '-n', namespace, '-s', sig], content);
  if (made.code !== 0) return { kind: 'broken', why: lastLine(made.err) };
  const key = /key (\S+)\s*$/.exec(made.out)?.[1] ?? 'of a kind unknown here';
  const allowed = allowedSigners(root);
  if (!existsSync(allowed)) return { kind: 'unknown', key };
  const found = sshKeygen(['-Y', 'find-principals', '-s', sig, '-f', allowed]);
  const [by] = found.out.split('\n');
  if (found.code !== 0 || !by) {
    const late = /has expired|not yet valid/.test(found.err);
    return late ? { kind: 'expired', key } : { kind: 'unknown', key };
  }
  const verify = ['-Y', 'verify', '-f', allowed, '-I', by, '-n', namespace, '-s', sig];
  const good = sshKeygen(verify, content);
  return good.code === 0 ? { kind: 'signed', by } : { kind: 'broken', why: lastLine(good.err) };
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

/** A signature in a few words, as tables and pages show it. */
export function signatureWords(signature: Signature): string {
  switch (signature.kind) {
    case 'unsigned':
      return 'unsigned';
    case 'signed':
      return `signed by ${signature.by}`;
    case 'unknown':
      return `signed by a key that nobody here vouches for (${signature.key})`;
    case 'expired':
      return `signed by a key that is out of its time (${signature.key})`;
    case 'broken':
      return `broken signature (${signature.why})`;
  }
}
