import { join, relative } from 'node:path';
import { ClaimFile } from '../../data/schema/claim.ts';
import { filesBelow } from '../../data/schema/files-below.ts';
import { readYaml } from '../../data/schema/yaml.ts';

/** One reviewed file, with its path from the project root. */
export interface NamedClaimFile {
  readonly path: string;
  readonly content: ClaimFile;
}

/** Paths of the claim files of every review, from the project root, in order. */
export function claimPaths(root: string): readonly string[] {
  return filesBelow(join(root, 'data', 'claims'), '.yaml').map((file) => relative(root, file));
}

/**
 * Reads every claim file.
 * @throws Fault `inputRefused` at the first that is not well-formed; `lintClaims` lists them all.
 */
export function readClaimFiles(root: string): readonly NamedClaimFile[] {
  return claimPaths(root).map((path) => ({ path, content: readYaml(join(root, path), ClaimFile) }));
}
