import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Command, Io } from '../data/schema/command.ts';
import { type ExitCode, exitCode, Fault, messageOf, visible } from '../data/schema/fault.ts';
import { isStoreError, storeFault } from '../data/schema/store/fault.ts';
import { storePath } from '../data/schema/store/path.ts';

/** Runs a command and turns every outcome into an exit code; nothing else sets one. */
export async function runCommand(
  name: string,
  command: Command,
  args: readonly string[],
  io: Io,
): Promise<ExitCode> {
  try {
    return await withValues(name, command, [...args], io);
  } catch (caught) {
    return report(caught, io);
  }
}

async function withValues(
  name: string,
  command: Command,
  args: string[],
  io: Io,
): Promise<ExitCode> {
  if (args.includes('--help') || args.includes('-h')) {
    io.out(`usage: ./warrant ${name} ${command.usage}\n\n${command.summary}\n`);
    return exitCode.done;
  }
  const given = parsed(name, command, args);
  try {
    return await command.run({ ...given, io });
  } catch (caught) {
    if (io.signal.aborted || !command.options['store']) throw caught;
    throw await ofStore(caught, storePath(given.values, io));
  }
}

/**
 * What went wrong, told by what state the store is in: an error class of SQLite's has its words, and
 * anything that is no fault is a bug of ours only where the store is whole.
 */
async function ofStore(caught: unknown, store: string): Promise<unknown> {
  const known = isStoreError(caught) ? storeFault(caught, store) : caught;
  if (known instanceof Fault || !existsSync(store)) return known;
  const { checkStore } = await import('../data/schema/store/integrity.ts');
  const { contentHash } = await import('../ingest/pipeline/content-hash.ts');
  const [damage] = checkStore(store, contentHash);
  return damage
    ? new Fault('inputRefused', `${store}: ${damage.what}`, damage.next, caught)
    : known;
}

function parsed(name: string, command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: command.options, allowPositionals: true, strict: true });
  } catch (cause) {
    const what = messageOf(cause).split('. ')[0] ?? '';
    throw new Fault(
      'usage',
      `${name}: ${what}`,
      `usage: ./warrant ${name} ${command.usage}`,
      cause,
    );
  }
}

/** What a full or forbidden folder does is nothing that a program can mend. */
function deniedBySystem(caught: unknown): Fault | null {
  const code = caught instanceof Error && 'code' in caught ? String(caught.code) : '';
  if (!/^(EACCES|EPERM|EROFS|ENOSPC|EDQUOT|EMFILE|ENFILE)$/.test(code)) return null;
  const next = 'give it room and rights there, or set TMPDIR or XDG_CACHE_HOME to another folder';
  return new Fault('lacking', messageOf(caught), next, caught);
}

/** The one line that says what went wrong, or the stack of a bug of ours. */
export function report(caught: unknown, io: Io): ExitCode {
  if (caught instanceof Fault) {
    io.err(`warrant: ${caught.line}\n`);
    return exitCode[caught.exit];
  }
  const denied = deniedBySystem(caught);
  if (denied) return report(denied, io);
  if (io.signal.aborted) {
    io.err('warrant: interrupted\n');
    return exitCode.interrupted;
  }
  const stack = caught instanceof Error ? (caught.stack ?? caught.message) : String(caught);
  io.err(
    `warrant: a bug of ours: ${visible(messageOf(caught))}; please report it with the lines below\n`,
  );
  io.err(`${stack}\n`);
  return exitCode.bug;
}
