import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault, visible } from '../../data/schema/fault.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import { reading } from '../../data/schema/store/open.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import type { SearchFilter, SearchHit } from '../../data/schema/store/reader.ts';
import { openWriter } from '../../data/schema/store/writer.ts';
import { filterOf, filterOptions } from './filter.ts';

export const command: Command = {
  usage:
    'QUERY [--own|--quoted] [--from TEXT] [--after DATE] [--before DATE] [--limit N] [--json] [--store FILE]',
  summary:
    'find messages by their words, best first, of very frequent words newest first; "a phrase", word*, -word and OR work; --json is NDJSON',
  options: {
    ...storeOption,
    ...filterOptions,
    own: { type: 'boolean' },
    quoted: { type: 'boolean' },
    limit: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run({ values, positionals, io }) {
    const query = positionals.join(' ');
    if (query.trim() === '') {
      throw new Fault('usage', 'search: no query', 'give words to look for');
    }
    if (values['own'] && values['quoted']) {
      throw new Fault('usage', 'search: --own and --quoted exclude each other', 'choose one');
    }
    const filter: SearchFilter = {
      ...filterOf('search', values, io.root),
      ...(values['own'] ? { in: 'own' as const } : {}),
      ...(values['quoted'] ? { in: 'quoted' as const } : {}),
      limit: limitOf(values['limit']),
    };
    return reading(storePath(values, io), (reader) => {
      if (reader.unindexed() > 0) completeIndex(storePath(values, io), io.signal);
      for (const hit of reader.search(query, filter)) {
        io.out(values['json'] ? ndjsonLine(hit) : linesOf(hit, io.terminal));
      }
      return exitCode.done;
    });
  },
};

/** A store of an earlier version, or an ingest that was killed, left messages out of the index. */
function completeIndex(file: string, signal: AbortSignal): void {
  const writer = openWriter(file);
  const { index } = writer.copies.table;
  try {
    while (index.waits() && !signal.aborted) {
      // What is not threaded yet waits for the ingest that stored it.
      if (writer.batch(() => index.add(indexedAtOnce)) === 0) break;
    }
  } finally {
    writer.close();
  }
}

const indexedAtOnce = 1_000;

function limitOf(value: unknown): number {
  if (value === undefined) return 20;
  const limit = Number(value);
  if (Number.isInteger(limit) && limit > 0 && limit <= 100_000) return limit;
  throw new Fault('usage', `search: cannot read --limit ${String(value)}`, 'give a whole number');
}

function linesOf(hit: SearchHit, colour: boolean): string {
  const date = hit.date?.slice(0, 10) ?? 'undated   ';
  const [open, close] = colour ? ['\u001b[1m', '\u001b[22m'] : ['', ''];
  const text = hit.snippet
    .split(/([\u0002\u0003])/)
    .map((part) => (part === '\u0002' ? open : part === '\u0003' ? close : visible(part)))
    .join('');
  return `${visible(`${date}  ${hit.from}: ${hit.subject}  ${hit.messageId}`)}\n    ${text}\n`;
}
