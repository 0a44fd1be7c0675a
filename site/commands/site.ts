import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command, Io } from '../../data/schema/command.ts';
import { type ExitCode, exitCode, Fault } from '../../data/schema/fault.ts';
import { findingLine } from '../../data/schema/finding.ts';
import { ndjsonLine } from '../../data/schema/format.ts';
import { storeOption, storePath } from '../../data/schema/store/path.ts';
import { checkRuledPages, ruledPages, ruledText } from '../check/ruled-pages.ts';
import { checkReadable } from './readable.ts';
import { renew } from './renew.ts';
import { serve } from './serve.ts';

/** `warrant site`: Astro does the work, in a process of its own whose output is progress. */
export const command: Command = {
  usage:
    'build|dev|preview|rulings [--json] [--store FILE] [--out DIR] [--base PATH] [--port PORT]',
  summary:
    'build the pages into dist/, serve them while editing, serve what was built, or print the ruling of each claim',
  options: {
    ...storeOption,
    json: { type: 'boolean' },
    out: { type: 'string' },
    base: { type: 'string' },
    port: { type: 'string' },
  },
  async run({ values, positionals, io }) {
    const [verb, ...rest] = positionals;
    if (rest.length > 0 || !verb || !['build', 'dev', 'preview', 'rulings'].includes(verb)) {
      throw new Fault(
        'usage',
        `site: expected build, dev, preview or rulings`,
        'see ./warrant site --help',
      );
    }
    const out = resolve(io.root, text(values['out']) ?? io.env['WARRANT_DIST'] ?? 'dist');
    const base = text(values['base']) ?? io.env['WARRANT_BASE'] ?? '/';
    const port = Number(text(values['port']) ?? 4321);
    if (verb === 'rulings') return rulings(out, values['json'] === true, io);
    if (verb === 'preview') return serve({ folder: out, base, port, io });
    const env = {
      ...Object.fromEntries(Object.entries(io.env).filter(([name]) => !viteNames.has(name))),
      WARRANT_ROOT: io.root,
      WARRANT_STORE: storePath(values, io),
      WARRANT_DIST: out,
      WARRANT_BASE: base,
      ASTRO_TELEMETRY_DISABLED: '1',
    };
    if (verb === 'dev') return astro(['dev', '--port', String(port)], env, io);
    return build(out, env, io);
  },
};

/** Builds beside the folder, and puts there what changed; a build that fails leaves the site as it was. */
async function build(out: string, env: Io['env'], io: Io): Promise<ExitCode> {
  checkReadable(io.root);
  const fresh = `${out}.new`;
  rmSync(fresh, { recursive: true, force: true });
  try {
    const code = await astro(['build'], { ...env, WARRANT_DIST: fresh }, io);
    if (code !== exitCode.done) return code;
    const { written, kept, removed } = renew(fresh, out);
    io.err(`${out}: ${written} files written, ${kept} as they were, ${removed} removed\n`);
    return code;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** What the pages say of each claim: ruling, sign of every verdict, exhibit with conditions. */
function rulings(dist: string, json: boolean, io: Io): ExitCode {
  if (!existsSync(join(dist, 'claims'))) {
    throw new Fault('inputRefused', `no built site in ${dist}`, 'run ./warrant site build');
  }
  for (const page of ruledPages(dist)) io.out(json ? ndjsonLine(page) : ruledText(page));
  const faults = checkRuledPages(dist);
  for (const fault of faults) io.err(`${findingLine(fault)}\n`);
  return faults.length === 0 ? exitCode.done : exitCode.checkFailed;
}

/** Vite takes these from the surroundings, where a test runner or a shell may have left its own. */
const viteNames = new Set(['BASE_URL', 'MODE', 'DEV', 'PROD', 'SSR', 'NODE_ENV']);

/** Astro names each page that it writes; hundreds of them hide what matters. */
const perPage = /[├└]─|▶|^\s*$/;

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

function astro(args: readonly string[], env: Io['env'], io: Io): Promise<ExitCode> {
  const program = join(io.root, 'node_modules', 'astro', 'bin', 'astro.mjs');
  if (!existsSync(program)) throw new Fault('lacking', 'astro is not installed', 'run npm install');
  const child = spawn(process.execPath, [program, ...args, '--root', io.root], {
    cwd: io.root,
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (!perPage.test(line)) io.err(`${line}\n`);
    });
  }
  const stop = () => child.kill('SIGTERM');
  io.signal.addEventListener('abort', stop, { once: true });
  return new Promise((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      io.signal.removeEventListener('abort', stop);
      if (io.signal.aborted) settle(exitCode.interrupted);
      else settle(code === 0 ? exitCode.done : exitCode.checkFailed);
    });
  });
}
