import { z } from 'zod';

/** What a promise is about: patterns of operations that `site/lib/documented.ts` knows. */
export const PromisePattern = z.enum([
  'fsync',
  'replace-by-rename',
  'replace-by-truncate',
  'names-at-return',
]);
export type PromisePattern = z.infer<typeof PromisePattern>;

/** One promise of documentation about files after a crash, with its own words and where they stand. */
const CrashPromise = z.strictObject({
  /** A file system, or POSIX for all. */
  fs: z.string(),
  pattern: PromisePattern,
  /** Mount options with which it does not hold. */
  unless: z.array(z.string()).default([]),
  /** Mount options without which it does not hold. */
  with: z.array(z.string()).default([]),
  words: z.string(),
  /** What the words leave out, in ours. */
  limits: z.string().optional(),
  source: z.string(),
  url: z.url(),
});
export type CrashPromise = z.infer<typeof CrashPromise>;

/** `data/crash-promises.yaml` */
export const CrashPromises = z.strictObject({ promises: z.array(CrashPromise) });
