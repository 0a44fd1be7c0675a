import { expect, test } from 'vitest';
import type { OpenSource } from '../source/raw.ts';
import { Progress, timeText } from './progress.ts';

const source: OpenSource = {
  ref: { location: 'evil\u001b[2J.mbox', format: 'mbox' },
  fingerprint: async () => null,
  read: async function* () {},
  cursor: () => '',
  incremental: () => false,
  progress: () => ({ done: 25, total: 100 }),
  close: () => undefined,
};

function shown(terminal: boolean): string {
  let err = '';
  const io = {
    terminal,
    signal: new AbortController().signal,
    err: (text: string) => {
      err += text;
    },
  };
  const progress = new Progress(io);
  progress.begin();
  progress.reading(source, 120);
  progress.clear();
  return err;
}

test('a terminal sees share, count, rate and time left on one line that is taken away again', () => {
  const text = shown(true);
  expect(text).toMatch(/\revil\\u\{1b\}\[2J\.mbox: 25 % 120 messages, \d+\/s, \d+ s left/);
  expect(text).not.toContain('\n');
  expect(text.endsWith('\r\u001b[K')).toBe(true);
});

test('anything else sees nothing until the summary', () => {
  expect(shown(false)).toBe('');
});

test('an interrupt stops the work between two transactions', () => {
  const abort = new AbortController();
  const progress = new Progress({ terminal: false, signal: abort.signal, err: () => undefined });
  progress.throwIfAborted();
  abort.abort();
  expect(() => progress.throwIfAborted()).toThrow('interrupted');
});

test.each([
  [0.2, '1 s'],
  [59.4, '59 s'],
  [200, '3 min 20 s'],
])('%d seconds read %s', (seconds, text) => {
  expect(timeText(seconds)).toBe(text);
});
