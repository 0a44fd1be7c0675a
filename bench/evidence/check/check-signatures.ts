import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Finding } from '../../../data/schema/finding.ts';
import {
  type Signature,
  signatureOf,
  signatureWords,
} from '../../../data/schema/signature/signature-of.ts';
import { jsonFiles } from '../runs/run-store.ts';

/** Where runs lie: those that verdicts rest on, and those that came from elsewhere. */
const folders = ['data/results', 'data/imported'];

const next: Partial<Record<Signature['kind'], string>> = {
  broken: 'restore the file that was signed, or take the signature away',
  expired: 'have it signed with a key whose time is now, or take the signature away',
  unknown: 'add its key to data/allowed_signers, or take the signature away',
};

/** Signatures beside runs: a broken one, one out of its time and one by a stranger are findings. */
export function checkSignatures(root: string): Finding[] {
  return folders.flatMap((folder) => {
    const signed = jsonFiles(join(root, folder)).flatMap((file) => {
      const signature = signatureOf(root, file);
      const what = next[signature.kind];
      if (what === undefined) return [];
      return [{ file: relative(root, file), what: signatureWords(signature), next: what }];
    });
    return [...signed, ...orphans(root, folder)];
  });
}

/** A signature whose file is gone: somebody took a signed run away. */
function orphans(root: string, folder: string): Finding[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sig') && !existsSync(join(path, name.slice(0, -4))))
    .sort()
    .map((name) => ({
      file: `${folder}/${name}`,
      what: 'signs a file that is not there',
      next: 'restore the file, or take the signature away',
    }));
}
