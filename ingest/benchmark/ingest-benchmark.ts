import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FileSource } from '../source/file-source.ts';
import { inspectFile } from '../source/inspect.ts';
import { unquoteFrom } from '../source/mbox.ts';
import { type Cost, measure, median } from './measure.ts';

/**
 * Compares `warrant ingest` with `mu index` and with Python's mailbox and email on the same mails, round
 * by round, so that all of them meet the same load of the machine.
 *
 *     node ingest/benchmark/ingest-benchmark.ts [--rounds N] [MBOX[.gz]]
 */
const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '3' } },
  allowPositionals: true,
});
const source = positionals[0] ?? '../shared/corpus/linux-nvdimm-2019-2021.mbox.gz';
const folder = mkdtempSync(join(tmpdir(), 'warrant-benchmark-'));
const out = (text: string) => void process.stdout.write(`${text}\n`);

try {
  const { mbox, maildir, count } = await prepare(source, folder);
  out(`${source}: ${count} messages, Node ${process.version}`);
  const rows = contestants(source, mbox, maildir, folder);
  const costs = new Map<string, Cost[]>(rows.map(({ name }) => [name, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const { name, run } of rows) costs.get(name)?.push(run());
  }
  for (const [name, all] of costs) out(row(name, count, all));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The mails as plain mbox for Python and as Maildir for mu; neither is timed. */
async function prepare(file: string, into: string) {
  const mbox = join(into, 'mail.mbox');
  const maildir = join(into, 'maildir');
  for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(maildir, name), { recursive: true });
  const { compression } = await inspectFile(file, file, 'mbox');
  const parts: Uint8Array[] = [];
  let count = 0;
  for await (const item of new FileSource(file, file, 'mbox', compression).read()) {
    if (item.kind !== 'mail') continue;
    parts.push(
      Buffer.from('From mboxrd@z Thu Jan  1 00:00:00 1970\n'),
      item.bytes,
      Buffer.from('\n'),
    );
    const bytes = Buffer.from(item.bytes.buffer, item.bytes.byteOffset, item.bytes.byteLength);
    writeFileSync(join(maildir, 'cur', `${count}.host:2,S`), unquoteFrom(bytes, item.quoting));
    count += 1;
  }
  writeFileSync(mbox, Buffer.concat(parts));
  return { mbox, maildir, count };
}

interface Contestant {
  readonly name: string;
  readonly run: () => Cost;
}

function contestants(file: string, mbox: string, maildir: string, into: string): Contestant[] {
  const store = join(into, 'store.sqlite');
  const warrant = () => measure('./warrant', ['ingest', file, '--store', store]);
  return [
    {
      name: 'warrant ingest',
      run: () => {
        for (const suffix of ['', '-wal', '-shm']) rmSync(store + suffix, { force: true });
        return warrant();
      },
    },
    { name: 'warrant ingest again', run: warrant },
    {
      name: 'mu index',
      run: () => {
        const home = join(into, 'mu');
        rmSync(home, { recursive: true, force: true });
        measure('mu', ['init', '--quiet', `--muhome=${home}`, `--maildir=${maildir}`]);
        return measure('mu', ['index', '--quiet', `--muhome=${home}`]);
      },
    },
    {
      name: 'python mailbox + email',
      run: () => measure('python3', ['ingest/benchmark/parse-only.py', mbox]),
    },
    {
      name: 'warrant, parsing alone',
      run: () => measure('./warrant', ['node', 'ingest/benchmark/parse-only.ts', file]),
    },
  ];
}

function row(name: string, count: number, costs: readonly Cost[]): string {
  const best = Math.min(...costs.map(({ seconds }) => seconds));
  const middle = median(costs.map(({ seconds }) => seconds));
  const cpu = median(costs.map(({ cpuSeconds }) => cpuSeconds));
  const memory = Math.max(...costs.map(({ megabytes }) => megabytes));
  return [
    name.padEnd(24),
    `best ${best.toFixed(2)} s = ${Math.round(count / best)}/s`.padEnd(26),
    `median ${middle.toFixed(2)} s = ${Math.round(count / middle)}/s`.padEnd(28),
    `cpu ${cpu.toFixed(2)} s`.padEnd(14),
    `${Math.round(memory)} MB`,
  ].join(' ');
}
