import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from './yaml.ts';

/** `data/published.yaml`: which threads of a store become pages. */
export const Publication = z.strictObject({
  /** A store of no more messages than this is published whole, whatever the rest says. */
  whole: z.int().nonnegative(),
  reviewed: z.boolean(),
  followed: z.boolean(),
});
export type Publication = z.infer<typeof Publication>;

const everything: Publication = { whole: Number.MAX_SAFE_INTEGER, reviewed: true, followed: true };

/**
 * The rule; without a file everything is published.
 * @throws Fault `inputRefused` naming the line that is not well-formed.
 */
export function readPublication(root: string): Publication {
  const file = join(root, 'data/published.yaml');
  return existsSync(file) ? readYaml(file, Publication) : everything;
}
