import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../../data/schema/canonical.ts';
import { sha256 } from '../../../data/schema/hash.ts';
import { writeWhole } from './run-store.ts';

/**
 * Finished settings of a run that is under way, one file each, so that an interrupted run resumes.
 * The folder is named after everything that decides the outcome; a change of any starts anew.
 */
export class Partial<T> {
  private readonly folder: string;

  constructor(root: string, identity: object) {
    this.folder = join(root, 'build/partial', sha256(canonicalJson(identity)).slice(0, 16));
  }

  /** What was kept for a setting, or undefined; a file cut short by a crash counts as none. */
  get(setting: object): T | undefined {
    const file = this.file(setting);
    if (!existsSync(file)) return undefined;
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as T;
    } catch {
      return undefined;
    }
  }

  set(setting: object, outcome: T): void {
    writeWhole(this.file(setting), JSON.stringify(outcome));
  }

  /** Once the run is written, its parts are of no more use. */
  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private file(setting: object): string {
    return join(this.folder, `${sha256(canonicalJson(setting)).slice(0, 16)}.json`);
  }
}
