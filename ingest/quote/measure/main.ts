/**
 * Measures quote resolution on a mail file and prints a seeded sample for checking by eye:
 *
 *   node ingest/quote/measure/main.ts FILE [--sample N] [--seed S] [--unresolved]
 */
import { parseArgs } from 'node:util';
import { messagesOf } from './corpus.ts';
import { type MeasuredLine, measuredLines } from './count-lines.ts';
import { sampled } from './sampled.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    unresolved: { type: 'boolean', default: false },
  },
});
const messages = await messagesOf(positionals[0] ?? '../shared/corpus/ksummit-discuss.mbox.gz');
const byId = new Map(messages.map((message) => [message.messageId, message]));
const started = performance.now();
const lines = measuredLines(messages);
const seconds = (performance.now() - started) / 1000;

const count = (test: (line: MeasuredLine) => boolean) => lines.filter(test).length;
const percent = (n: number) => `${((100 * n) / Math.max(lines.length, 1)).toFixed(2)} %`;
const resolved = (line: MeasuredLine) => line.outcome === 'parent' || line.outcome === 'ancestor';
process.stdout.write(
  [
    `${messages.length} messages, ${lines.length} quoted lines whose message has its parent here`,
    `resolved      ${percent(count(resolved))}`,
    `  to parent   ${percent(count((line) => line.outcome === 'parent'))}`,
    `  to ancestor ${percent(count((line) => line.outcome === 'ancestor'))}`,
    `  verbatim    ${percent(count((line) => resolved(line) && line.quote?.fidelity === 'verbatim'))}`,
    `  altered     ${percent(count((line) => resolved(line) && line.quote?.fidelity === 'altered'))}`,
    `ghost         ${percent(count((line) => line.outcome === 'ghost'))}`,
    `unresolved    ${percent(count((line) => line.outcome === 'unresolved'))}`,
    `naive         ${percent(count((line) => line.naive))} (the line, one mark less, is a line of the parent)`,
    `${seconds.toFixed(2)} s, threading and measuring included`,
    '',
  ].join('\n'),
);

const from = values.unresolved
  ? lines.filter((line) => line.outcome === 'unresolved')
  : lines.filter(resolved);
for (const line of sampled(from, Number(values.sample), Number(values.seed))) {
  const origin = line.quote?.origin;
  const source = origin && byId.get(origin.messageId);
  process.stdout.write(
    `\n${line.message.messageId} line ${line.line + 1} depth ${line.depth} by ${line.quote?.attributedTo ?? '?'} ` +
      `${line.outcome} ${line.quote?.fidelity ?? ''}\n  Q ${line.text}\n` +
      (source && line.quote
        ? `  O ${source.from.name} ${source.messageId}\n  = ${JSON.stringify(source.body.slice(origin.start, origin.end).slice(0, 400))}\n  Q ${JSON.stringify(line.quote.text.slice(0, 400))}\n`
        : ''),
  );
}
