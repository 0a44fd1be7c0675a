import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { crate } from '../evidence/crate/crate.ts';
import { readCrate } from '../evidence/crate/read-crate.ts';

/** `warrant export ro-crate`: the evidence of `data/` as a folder that stands alone. */
export const command: Command = {
  usage: '[--out DIR] [--json]',
  summary: 'export hypotheses, runs and verdicts as an RO-Crate with PROV',
  options: { out: { type: 'string' }, json: { type: 'boolean' } },
  async run({ values, io }) {
    const content = readCrate(io.root);
    const metadata = crate(content);
    if (values['out'] === undefined) {
      io.out(
        values['json'] === true ? jsonDocument(metadata) : `${JSON.stringify(metadata, null, 2)}\n`,
      );
      return exitCode.done;
    }
    const folder = resolve(io.cwd, String(values['out']));
    if (existsSync(folder) && readdirSync(folder).length > 0) {
      throw new Fault('inputRefused', `${folder}: not empty`, 'name a new folder with --out');
    }
    for (const { path } of content.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      copyFileSync(join(io.root, path), join(folder, path));
    }
    writeFileSync(join(folder, 'ro-crate-metadata.json'), `${JSON.stringify(metadata, null, 2)}\n`);
    io.err(`${content.files.length} files in ${folder}\n`);
    if (values['json'] === true) {
      io.out(jsonDocument({ schemaVersion: 1, folder, files: content.files.length }));
    }
    return exitCode.done;
  },
};
