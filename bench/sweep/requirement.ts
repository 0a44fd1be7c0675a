import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../data/schema/hash.ts';
import { beginning } from '../substrate/manifest.ts';

/** What a machine must have for its part to be a part of the same run. */
export const Requirement = z.strictObject({
  /** Commit of the tree. */
  revision: z.string(),
  /** 16 hex digits over every source and data file that can decide an outcome. */
  sources: z.string(),
  /** Versions of packages by name, as a manifest has them; of those not named any version will do. */
  packages: z.record(z.string(), z.string()),
});
export type Requirement = z.infer<typeof Requirement>;

/** Folders whose files decide what a run measures: programs, models, machines and profiles. */
const deciding = ['bench', 'data/devices', 'data/machines', 'data/programs', 'data/schema'];

/** What this tree has, and of packages those given. */
export function requirementHere(
  root: string,
  packages: Readonly<Record<string, string>> = {},
): Requirement {
  return {
    revision: beginning(root, '', 0).revision,
    sources: sourcesVersion(root),
    packages: { ...packages },
  };
}

/** Why a tree that has `here` cannot do a part that asks for `asked`, in words; null where it can. */
export function unmetByTree(asked: Requirement, here: Requirement): string | null {
  if (asked.revision !== here.revision) {
    return `it was planned at revision ${short(asked.revision)}, this tree is at ${short(here.revision)}`;
  }
  if (asked.sources !== here.sources) {
    return `its sources (${asked.sources}) differ from this tree's (${here.sources}), though the revision is the same: one of the two has uncommitted changes`;
  }
  return null;
}

/** Why a machine with the packages `here` cannot, in words: the first that is another; null where it can. */
export function unmetByPackages(
  { packages }: Requirement,
  here: Readonly<Record<string, string>>,
): string | null {
  const [other] = Object.entries(packages).filter(([name, version]) => here[name] !== version);
  if (!other) return null;
  const [name, version] = other;
  return `it was planned with ${name} ${version}, this machine has ${here[name] ?? 'none'}`;
}

const short = (revision: string) => revision.slice(0, 12);

function sourcesVersion(root: string): string {
  const files = deciding.flatMap((folder) =>
    filesIn(join(root, folder)).map((name) => `${folder}/${name}`),
  );
  const content = files.map((file) => `${file}\0${readFileSync(join(root, file), 'utf8')}`);
  return sha256(content.join('\0')).slice(0, 16);
}

/** Tests decide nothing that a run measures. */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  } catch {
    return []; // a folder that this tree does not have holds nothing that could differ
  }
}
