import { resolve } from 'node:path';
import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault, visible } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { signatureWords } from '../../data/schema/signature/signature-of.ts';
import { readCatalogue } from '../evidence/catalogue.ts';
import { type Imported, importRun } from '../evidence/runs/import-run.ts';

/** `warrant bench import FILE…`: takes runs made elsewhere, to be shown and repeated, not to be trusted. */
export const benchImport: Command['run'] = async ({ values, positionals, io }) => {
  if (positionals.length === 0) {
    throw new Fault('usage', 'bench import: no file named', 'name the files of the runs');
  }
  const catalogue = readCatalogue(io.root);
  const imported = positionals.map((name) => importRun(io.root, resolve(io.cwd, name), catalogue));
  if (values['json'] === true) {
    io.out(jsonDocument({ schemaVersion: 1, imported: imported.map(described) }));
  } else for (const one of imported) io.out(`${visible(plain(one))}\n`);
  return exitCode.done;
};

const described = ({ run, file, signature, added }: Imported) => ({
  id: run.id,
  experiment: run.experiment,
  substrate: run.substrate,
  file,
  added,
  signature,
});

function plain({ run, file, signature, added }: Imported): string {
  const { host, cpu } = run.manifest.machine;
  const where = [host, cpu].filter((one) => one !== undefined).join(', ') || 'a machine unnamed';
  return `${added ? '' : 'known already: '}${file}: ${run.experiment} on ${run.substrate}, made on ${where}, ${signatureWords(signature)}. No verdict counts it; repeat it with ./warrant verify --run ${run.id}`;
}
