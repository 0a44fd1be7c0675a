import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { perPage } from '../thread.ts';

const mail = (id: string, body: string, to?: string) =>
  `From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: Ann Ash <a@example.org>\nDate: Thu, 1 Jan 2015 00:00:00 +0000\nMessage-ID: <${id}@x>\nSubject: About ${id.split('-')[0]}\n${to ? `In-Reply-To: <${to}@x>\n` : ''}\n${body}\n\n`;

describe('of the mail, the search has', () => {
  let folder = '';
  let found: typeof import('./mail.ts');
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'warrant-search-'));
    const [mbox, store] = [join(folder, 'list.mbox'), join(folder, 'store.sqlite')];
    const long = Array.from({ length: perPage }, (_, i) => mail(`long-${i}`, 'Yes.', 'long'));
    const text = [
      mail('alone', 'My own prose.\n\ndiff --git a/x b/x\n+patched'),
      mail('pair', 'A question?'),
      mail('pair-2', '> A question?\n\nAn answer.', 'pair'),
      mail('long', 'First.'),
      ...long,
    ];
    writeFileSync(mbox, text.join(''));
    const args = ['cli/main.ts', 'ingest', mbox, '--store', store];
    execFileSync(process.execPath, args, { stdio: 'ignore' });
    vi.stubEnv('WARRANT_STORE', store);
    vi.resetModules(); // the store is opened once
    found = await import('./mail.ts');
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  test('threads in which somebody answered, by subject', () => {
    const threads = [...found.threadSources()].map(({ doc }) => `${doc.title}: ${doc.about}`);
    expect(threads.sort()).toEqual([
      `About long: ${perPage + 1} messages, the first 1 Jan 2015, 00:00 UTC`,
      'About pair: 2 messages, the first 1 Jan 2015, 00:00 UTC',
    ]);
  });

  test('every message under its author, on its page, by own words alone', () => {
    const messages = [...found.messageSources()];
    expect(messages).toHaveLength(4 + perPage);
    const second = messages.filter(({ doc }) => doc.href.includes('/2/'));
    expect(second.map(({ doc }) => doc.title)).toEqual(['About long']);
    expect(new Set(messages.map(({ person }) => person))).toEqual(new Set(['Ann Ash']));
    const words = messages.map(({ text }) => text.replace('Ann Ash', '').trim());
    expect([...new Set(words)].sort()).toEqual([
      'A question?',
      'An answer.',
      'First.',
      'My own prose.',
      'Yes.',
    ]);
  });
});
