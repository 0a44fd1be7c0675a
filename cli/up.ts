import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Io } from '../data/schema/command.ts';
import { type ExitCode, exitCode, Fault } from '../data/schema/fault.ts';
import { mailOf } from '../data/schema/review.ts';
import { readReviews } from '../ingest/claim/read/reviews.ts';
import { runCommand } from './run-command.ts';

export const command: Command = {
  usage: '[--once] [--offline] [--store FILE] [--port PORT]',
  summary: 'ingest what data/ ships, run the quick experiments, build, check and serve the site',
  options: {
    once: { type: 'boolean' },
    offline: { type: 'boolean' },
    store: { type: 'string' },
    port: { type: 'string' },
  },
  async run({ values, io }) {
    const store = typeof values['store'] === 'string' ? ['--store', values['store']] : [];
    const steps: (readonly [string, readonly string[]])[] = [
      ['reading the mail in data/threads', ['ingest', ...shippedThreads(io.root), ...store]],
      [
        'running the quick experiments',
        ['bench', 'run', '--substrate', 'model', '--quick', '--reuse'],
      ],
      ['building the site', ['site', 'build', ...store]],
      ['checking data, evidence and pages', ['check', ...store]],
    ];
    for (const [index, [what, argv]] of steps.entries()) {
      const started = Date.now();
      io.err(`[${index + 1}/${steps.length}] ${what}\n`);
      // What a step prints is progress here: stdout stays empty for `up`.
      const code = await step(argv, { ...io, out: io.err });
      if (io.signal.aborted) return exitCode.interrupted;
      if (code !== exitCode.done) return code;
      if (index === 0) await fetchMail(values['offline'] === true, store, io);
      io.err(`      ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
    }
    io.err('the site is in dist/\n');
    return values['once'] === true ? exitCode.done : serve(values['port'], io);
  },
};

/** The commands that `up` is made of. */
const parts: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  ingest: () => import('../ingest/commands/ingest.ts'),
  bench: () => import('../bench/commands/bench.ts'),
  site: () => import('./site.ts'),
  check: () => import('./check.ts'),
};

async function step([name = '', ...args]: readonly string[], io: Io): Promise<ExitCode> {
  const part = await parts[name]?.();
  if (!part) throw new Error(`up has no part ${name}`);
  return runCommand(name, part.command, args, io);
}

/**
 * Reads the mail of the reviews from its archive, so that their pages have their quotes. What cannot be had is
 * told in a line and is no failure: the claims stand without it.
 */
async function fetchMail(offline: boolean, store: readonly string[], io: Io): Promise<void> {
  if (offline || io.env['WARRANT_OFFLINE']) {
    io.err("      the reviews' mail is not fetched (--offline)\n");
    return;
  }
  for (const review of readReviews(io.root)) {
    for (const source of mailOf(review)) {
      const code = await step(['ingest', source, ...store], { ...io, out: io.err });
      if (io.signal.aborted) return;
      if (code === exitCode.lacking) {
        io.err(
          '      the archive is out of reach: quotes that the repository may not hold are left out\n',
        );
        return;
      }
      if (code !== exitCode.done) io.err(`      no mail of ${review.id} from ${source}\n`);
    }
  }
}

function serve(port: unknown, io: Io) {
  return step(['site', 'preview', ...(typeof port === 'string' ? ['--port', port] : [])], io);
}

/** The mail that the repository ships, without the notes on where it came from. */
function shippedThreads(root: string): string[] {
  const folder = join(root, 'data', 'threads');
  const files = readdirSync(folder)
    .filter((name) => !name.endsWith('.source.yaml') && !name.startsWith('.'))
    .sort()
    .map((name) => join(folder, name));
  if (files.length === 0)
    throw new Fault('inputRefused', `${folder}: no mail`, 'restore data/threads');
  return files;
}
