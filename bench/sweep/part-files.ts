import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../data/schema/fault.ts';
import { writeWhole } from '../evidence/runs/run-store.ts';
import { formatPart, type Part, readPart } from './part.ts';

/** No part of ours is a tenth of this; a larger file is no part and is not read into memory. */
const largestPart = 256 * 2 ** 20;

/** Writes a part to `<folder>/<plan>/<index>.part.json`, aside first, so that no half is ever merged. */
export function writePart(folder: string, part: Part): string {
  return writeWhole(join(folder, part.plan.id, `${part.index}.part.json`), formatPart(part));
}

/**
 * Every part below the folders, in the order of their names.
 * @throws Fault `inputRefused` naming a folder that cannot be read, or a file that is no intact part.
 */
export function readParts(folders: readonly string[]): readonly Part[] {
  return folders.flatMap(partFiles).map((file) => {
    if (statSync(file).size > largestPart) {
      throw new Fault('inputRefused', `${file}: over ${largestPart} bytes`, 'leave it out');
    }
    return readPart(readFileSync(file, 'utf8'), file);
  });
}

function partFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.part.json'))
      .sort()
      .map((name) => join(folder, name));
  } catch (cause) {
    throw new Fault('inputRefused', `${folder}: no folder of parts`, 'name one', cause);
  }
}
