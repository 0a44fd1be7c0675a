import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

test('a reader that closes before anything is said ends a command without a word', async () => {
  const child = spawn(process.execPath, ['cli/main.ts', 'help'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  const [said, code] = await Promise.all([
    text(child.stderr),
    new Promise((resolve) => child.on('close', resolve)),
  ]);
  expect({ code, said }).toEqual({ code: 0, said: '' });
});
