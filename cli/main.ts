import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Io } from '../data/schema/command.ts';
import { exitCode } from '../data/schema/fault.ts';
import { dispatch } from './dispatch.ts';

const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (abort.signal.aborted) process.exit(exitCode.interrupted); // asked twice: at once
    abort.abort();
  });
}
// A reader that closes early (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCode.done);
  throw error;
});

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  stdin: process.stdin,
  env: process.env,
  cwd: existsSync(process.cwd()) ? process.cwd() : root,
  root,
  terminal:
    process.stderr.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
  signal: abort.signal,
};
process.exitCode = await dispatch(process.argv.slice(2), io);
