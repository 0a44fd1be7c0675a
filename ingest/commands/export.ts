import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { loadRulings } from '../../data/schema/ruling/load-rulings.ts';
import { reading } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import { toAif } from '../export/aif.ts';
import { toAnnotations } from '../export/annotations.ts';
import { toArgdown } from '../export/argdown.ts';
import { toCsv } from '../export/csv.ts';
import { readExport } from '../export/exported.ts';
import { selectionIn, selectionOptions } from './selection.ts';

const formats = { argdown: toArgdown, annotations: toAnnotations, aif: toAif, csv: toCsv };

export const command: Command = {
  usage: `${Object.keys(formats).join('|')} [--thread ID] [--message ID] [--origin extracted|curated]`,
  summary: 'write claims and their relations in a format that other tools read',
  options: { ...storeOption, ...selectionOptions },
  async run({ values, positionals, io }) {
    const [name = ''] = positionals;
    const write = Object.entries(formats).find(([format]) => format === name)?.[1];
    if (!write || positionals.length !== 1) {
      throw new Fault(
        'usage',
        `export: ${JSON.stringify(name)} is no format`,
        `use one of ${Object.keys(formats).join(', ')}`,
      );
    }
    return reading(storePath(values, io), (reader) => {
      io.out(write(readExport(reader, selectionIn(io.root, values, reader), loadRulings(io.root))));
      return exitCode.done;
    });
  },
};
