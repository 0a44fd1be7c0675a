import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';
import { jsonDocument } from '../../data/schema/format.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import { openWriter } from '../../data/schema/store/writer.ts';
import { ingest } from '../pipeline/ingest.ts';
import { type Format, formats, openSource } from '../source/open.ts';

export const command: Command = {
  usage: `SOURCE… [--format ${formats.join('|')}] [--json] [--store FILE]`,
  summary: 'read mail from files, folders, addresses or - into the store',
  options: { ...storeOption, json: { type: 'boolean' }, format: { type: 'string' } },
  async run({ values, positionals, io }) {
    if (positionals.length === 0) {
      throw new Fault('usage', 'ingest: no source named', 'name a file, a folder, an address or -');
    }
    const format = formatOf(values['format']);
    const sources = [];
    for (const name of positionals) sources.push(await openSource(name, format, io));
    const writer = openWriter(storePath(values, io));
    try {
      const report = await ingest(sources, writer);
      if (values['json']) io.out(jsonDocument(report));
      return exitCode.done;
    } finally {
      writer.close();
    }
  },
};

function formatOf(value: unknown): Format | undefined {
  if (value === undefined) return undefined;
  const format = formats.find((name) => name === value);
  if (format) return format;
  throw new Fault('usage', `ingest: unknown format ${String(value)}`, `use ${formats.join(', ')}`);
}
