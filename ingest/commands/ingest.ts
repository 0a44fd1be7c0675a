import { existsSync } from 'node:fs';
import type { Command, Io } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import { claimsLine, deriveClaims } from '../claim/store/derive-claims.ts';
import { ingest } from '../pipeline/ingest.ts';
import { type Report, reportJson, reportLines } from '../pipeline/report.ts';
import { type Format, formats, openSource } from '../source/open.ts';
import type { OpenSource } from '../source/raw.ts';
import { oneOf } from './option.ts';

export const command: Command = {
  usage: `SOURCE… [--format ${formats.join('|')}] [--json] [--store FILE]`,
  summary: 'read mail from files, folders, addresses or - into the store',
  options: { ...storeOption, json: { type: 'boolean' }, format: { type: 'string' } },
  async run({ values, positionals, io }) {
    if (positionals.length === 0) {
      throw new Fault('usage', 'ingest: no source named', 'name a file, a folder, an address or -');
    }
    const format = oneOf(values, 'format', formats);
    const sources = await openAll(positionals, format, io);
    try {
      const report = await ingest(sources, storePath(values, io), io);
      for (const line of reportLines(report)) io.err(`${line}\n`);
      if (existsSync(storePath(values, io))) {
        io.err(claimsLine(deriveClaims(io.root, storePath(values, io), 'eager', io.signal)));
      }
      if (values['json']) io.out(jsonDocument(reportJson(report)));
      return outcome(report);
    } finally {
      for (const source of sources) source.close();
    }
  },
};

/** Opens every source before anything is stored: one that is no mail leaves the store as it was. */
async function openAll(
  names: readonly string[],
  format: Format | undefined,
  io: Io,
): Promise<OpenSource[]> {
  const sources: OpenSource[] = [];
  try {
    for (const name of names) sources.push(await openSource(name, format, io));
    return sources;
  } catch (caught) {
    for (const source of sources) source.close();
    throw caught;
  }
}

/** A source from which nothing at all could be kept is refused input, whatever the others gave. */
function outcome({ sources }: Report) {
  const barren = sources.some(({ read, rejected }) => read === rejected.length);
  return barren ? exitCode.inputRefused : exitCode.done;
}
