import type { Command } from '../../data/schema/command.ts';
import { exitCode } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import { hunt } from '../model/mutant/hunt.ts';
import { mutants } from '../model/mutant/mutants.ts';
import { mutantPage } from '../model/mutant/table.ts';

export const command: Command = {
  usage: '[--json]',
  summary: 'plant each known bug in the model and say what the explorer finds',
  options: { json: { type: 'boolean' } },
  async run({ values, io }) {
    const hunts = mutants.map(hunt);
    if (values['json'] === true) for (const each of hunts) io.out(ndjsonLine(each));
    else io.out(mutantPage(hunts));
    const missed = hunts.some(({ found, soundWithout }) => found === null || !soundWithout);
    return missed ? exitCode.checkFailed : exitCode.done;
  },
};
