import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, messageOf } from '../fault.ts';
import { filesBelow } from '../files-below.ts';
import type { ClaimId } from '../ids.ts';
import { type Ruling, RulingFile } from './ruling.ts';

/**
 * The published rulings by claim.
 * @throws Fault `inputRefused` naming the file that is not well-formed.
 */
export function loadRulings(root: string): ReadonlyMap<ClaimId, Ruling> {
  return new Map(
    filesBelow(join(root, 'data/rulings'), '.json')
      .flatMap((file) => readRulingFile(file).rulings)
      .map(({ claim, ruling }) => [claim, ruling]),
  );
}

export function readRulingFile(file: string): RulingFile {
  try {
    return RulingFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const next = 'write it again with ./warrant bench publish';
    throw new Fault('inputRefused', `${file}: ${messageOf(cause)}`, next, cause);
  }
}
