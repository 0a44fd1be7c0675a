import { existsSync } from 'node:fs';
import type { Command } from '../data/schema/command.ts';
import { storePath } from '../data/schema/store/path.ts';
import { heedClaimFiles } from '../ingest/claim/store/derive-claims.ts';
import { command as site } from '../site/commands/site.ts';

/** `site` spans two rooms: pages read reviewed claims from the store, into which `ingest` puts them. */
export const command: Command = {
  ...site,
  async run(input) {
    const [verb] = input.positionals;
    const store = storePath(input.values, input.io);
    const drawn = verb === 'build' || verb === 'dev';
    if (drawn && existsSync(store)) heedClaimFiles(input.io.root, store);
    return site.run(input);
  },
};
