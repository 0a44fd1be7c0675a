/**
 * Measures quote resolution on a mail file and prints a seeded sample for checking by eye:
 *
 *   node ingest/quote/measure/main.ts FILE [--sample N] [--seed S] [--of KIND]
 */
import { parseArgs } from 'node:util';
import type { MessageId } from '../../../data/schema/ids.ts';
import type { ParsedMessage } from '../../parsed.ts';
import { messagesOf } from './corpus.ts';
import { type MeasuredLine, measuredLines } from './count-lines.ts';
import { sampled } from './sampled.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    of: { type: 'string', default: 'resolved' },
  },
});
const messages = await messagesOf(positionals[0] ?? '../shared/corpus/ksummit-discuss.mbox.gz');
const byId = new Map(messages.map((message) => [message.messageId, message]));
const started = performance.now();
const lines = measuredLines(messages);
const seconds = (performance.now() - started) / 1000;

const counted = lines.filter((line) => line.outcome !== 'addition');
const share = (test: (line: MeasuredLine) => boolean) =>
  `${((100 * counted.filter(test).length) / Math.max(counted.length, 1)).toFixed(2)} %`.padStart(8);
const held = ({ outcome }: MeasuredLine) => outcome === 'parent' || outcome === 'ancestor';
const resolved = (line: MeasuredLine) => held(line) || line.outcome === 'vouched';
const checkable = counted.filter((line) => held(line) && line.traced !== null);
const disagreeing = checkable.filter((line) => line.traced !== line.quote?.origin?.messageId);
process.stdout.write(
  [
    `${messages.length} messages; ${counted.length} quoted lines in messages whose parent is held`,
    `(${lines.length - counted.length} more are the quoting author's: [...], headings)`,
    `${share(resolved)} resolved to the parent or a proper ancestor`,
    `${share((line) => line.outcome === 'parent')}   written by the parent, or only quoted there`,
    `${share((line) => line.outcome === 'ancestor')}   written by an ancestor that is held`,
    `${share((line) => line.outcome === 'vouched')}   written by a missing ancestor, and quoted by the parent or another too`,
    `${share((line) => resolved(line) && line.quote?.fidelity === 'verbatim')}   verbatim`,
    `${share((line) => resolved(line) && line.quote?.fidelity === 'altered')}   altered`,
    `${share((line) => line.outcome === 'ghost')} of a missing ancestor, quoted here alone`,
    `${share((line) => line.outcome === 'unresolved')} unresolved`,
    `${share((line) => line.naive)} by the naive method: less one mark, the line is a line of the parent`,
    `${disagreeing.length} of ${checkable.length} origins differ from where the line is traced generation by generation`,
    `${seconds.toFixed(2)} s, threading and measuring included`,
    '',
  ].join('\n'),
);

const samples: Readonly<Record<string, readonly MeasuredLine[]>> = {
  resolved: counted.filter(resolved),
  unresolved: counted.filter((line) => line.outcome === 'unresolved'),
  altered: counted.filter((line) => resolved(line) && line.quote?.fidelity === 'altered'),
  disagreeing,
  untraced: counted.filter((line) => held(line) && line.traced === null),
};
const from = samples[values.of];
if (!from) throw new Error(`--of ${values.of}: not resolved, unresolved, altered or disagreeing`);
for (const line of sampled(from, Number(values.sample), Number(values.seed))) {
  process.stdout.write(shown(line, byId));
}

/** One line of the sample, its passage and what it is resolved to. */
function shown(line: MeasuredLine, held: ReadonlyMap<MessageId, ParsedMessage>): string {
  const { message, quote, outcome, traced } = line;
  const origin = quote?.origin;
  const source = origin && held.get(origin.messageId);
  const head = `\n${message.messageId} line ${line.line + 1}, depth ${line.depth}, by ${quote?.attributedTo ?? '?'}: ${outcome} ${quote?.fidelity ?? ''}\n  line    ${line.text}\n`;
  if (!quote || !source) return head;
  return `${head}  passage ${JSON.stringify(quote.text.slice(0, 300))}\n  origin  ${JSON.stringify(source.body.slice(origin.start, origin.end).slice(0, 300))}\n  from    ${source.from.name} ${source.messageId}${traced && traced !== source.messageId ? ` traced to ${traced}` : ''}\n`;
}
