import { command as crate } from '../bench/commands/crate.ts';
import type { Command } from '../data/schema/command.ts';
import { command as claims } from '../ingest/commands/export.ts';

/** `export` spans two rooms: claims are exported by `ingest`, evidence (`ro-crate`) by `bench`. */
export const command: Command = {
  usage: `${claims.usage}\n       ./warrant export ro-crate ${crate.usage}`,
  summary: 'write claims, or the evidence as an RO-Crate, in a format that other tools read',
  options: { ...crate.options, ...claims.options },
  run(input) {
    const [format, ...rest] = input.positionals;
    return format === 'ro-crate' ? crate.run({ ...input, positionals: rest }) : claims.run(input);
  },
};
