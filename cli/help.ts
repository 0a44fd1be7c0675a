import { commands } from './commands.ts';

/** The command list, one line each, read from the commands themselves. */
export async function help(): Promise<string> {
  const entries = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => [name, (await load()).command] as const),
  );
  const lines = entries.map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary}`);
  return [
    'usage: ./warrant COMMAND [OPTION…]',
    '',
    ...lines,
    '  node      run a script of this project with the Node that it found',
    '',
    '--json prints one JSON document, or NDJSON where the command lists things.',
    '--store FILE (or WARRANT_STORE) names the store. ./warrant COMMAND --help tells the rest.',
    '',
  ].join('\n');
}
