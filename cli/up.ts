import type { Command } from '../data/schema/command.ts';
import { exitCode } from '../data/schema/fault.ts';

export const command: Command = {
  usage: '[--once]',
  summary: 'ingest what data/ ships, run the quick experiments, build, check and serve the site',
  options: { once: { type: 'boolean' } },
  async run() {
    return exitCode.done;
  },
};
