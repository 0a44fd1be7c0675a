import type { Io } from '../data/schema/command.ts';
import { type ExitCode, exitCode, Fault } from '../data/schema/fault.ts';
import { commands } from './commands.ts';
import { help } from './help.ts';
import { report, runCommand } from './run-command.ts';

/** Runs `warrant ARGV…`: finds the command that the first word names. */
export async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    (name === undefined ? io.err : io.out)(await help());
    return name === undefined ? exitCode.usage : exitCode.done;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    const what = `unknown command ${JSON.stringify(name)}`;
    return report(new Fault('usage', what, 'see ./warrant help'), io);
  }
  return load().then(
    ({ command }) => runCommand(name, command, rest, io),
    (caught) => report(caught, io),
  );
}
