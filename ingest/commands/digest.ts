import type { Command } from '../../data/schema/command.ts';
import { exitCode } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { digestStore } from '../../data/schema/store/digest.ts';
import { openDatabase } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';

export const command: Command = {
  usage: '[--json] [--store FILE]',
  summary: "a hash of the store's content, the same for the same mail in any order",
  options: { ...storeOption, json: { type: 'boolean' } },
  async run({ values, io }) {
    const db = openDatabase(storePath(values, io));
    try {
      const digest = digestStore(db);
      io.out(values['json'] ? jsonDocument({ schemaVersion: 1, ...digest }) : `${digest.digest}\n`);
      return exitCode.done;
    } finally {
      db.close();
    }
  },
};
