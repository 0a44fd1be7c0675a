import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { readYaml } from './yaml.ts';

/** A source of mail that `warrant update` brings up to date: what `warrant ingest` takes, and since when. */
export const Followed = z.strictObject({
  source: z.string().min(1).max(2000),
  since: z.iso.date(),
});
export type Followed = z.infer<typeof Followed>;

const file = (root: string) => join(root, 'data', 'followed.yaml');

/**
 * The sources followed, in the order in which they were added; none where there is no such file.
 * @throws Fault `inputRefused` naming the line that is not well-formed.
 */
export function readFollowed(root: string): readonly Followed[] {
  return existsSync(file(root)) ? readYaml(file(root), Followed.array()) : [];
}

export function writeFollowed(root: string, followed: readonly Followed[]): void {
  const head = '# Sources of mail that ./warrant update brings up to date.\n';
  writeFileSync(file(root), `${head}${stringify(followed)}`);
}
