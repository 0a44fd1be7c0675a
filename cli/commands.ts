import type { Command } from '../data/schema/command.ts';

/** Every command by name; each file is imported only when its command is called. */
export const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  up: () => import('./up.ts'),
  test: () => import('./test.ts'),
  check: () => import('./check.ts'),
  ingest: () => import('../ingest/commands/ingest.ts'),
  follow: () => import('../ingest/commands/follow.ts'),
  update: () => import('../ingest/commands/update.ts'),
  threads: () => import('../ingest/commands/threads.ts'),
  messages: () => import('../ingest/commands/messages.ts'),
  search: () => import('../ingest/commands/search.ts'),
  digest: () => import('../ingest/commands/digest.ts'),
  litmus: () => import('../bench/commands/litmus.ts'),
  devices: () => import('../bench/commands/devices.ts'),
  bench: () => import('../bench/commands/bench.ts'),
  worker: () => import('../bench/commands/worker.ts'),
  verify: () => import('../bench/commands/verify.ts'),
  explore: () => import('../bench/commands/explore.ts'),
  mutants: () => import('../bench/commands/mutants.ts'),
  claims: () => import('../ingest/commands/claims.ts'),
  curate: () => import('../ingest/commands/curate.ts'),
  review: () => import('../ingest/commands/review.ts'),
  export: () => import('./export.ts'),
  train: () => import('../ingest/commands/train.ts'),
  eval: () => import('../ingest/commands/eval.ts'),
  site: () => import('../site/commands/site.ts'),
};
