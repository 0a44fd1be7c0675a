import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { filesBelow } from '../../data/schema/files-below.ts';
import type { ReviewId } from '../../data/schema/ids.ts';
import { type Rejection, RejectionFile } from '../../data/schema/rejection.ts';
import { readYaml } from '../../data/schema/yaml.ts';

const folder = (root: string) => join(root, 'data', 'rejections');

export const rejectionFile = (root: string, review: ReviewId): string =>
  join(folder(root), `${review}.yaml`);

/** Ids of every claim that reviewers turned down. */
export function rejectedIds(root: string): ReadonlySet<string> {
  return new Set(
    filesBelow(folder(root), '.yaml').flatMap((file) =>
      readYaml(file, RejectionFile).rejected.map(({ id }) => id),
    ),
  );
}

/** Adds a rejection to its review's file, or replaces the one of the same claim; in order of id. */
export function addRejection(root: string, review: ReviewId, rejection: Rejection): void {
  const file = rejectionFile(root, review);
  const known = existsSync(file) ? readYaml(file, RejectionFile).rejected : [];
  const rejected = [...known.filter(({ id }) => id !== rejection.id), rejection].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  mkdirSync(folder(root), { recursive: true });
  writeFileSync(file, stringify({ review, rejected }, { lineWidth: 0 }));
}
