import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command as ingest } from '../commands/ingest.ts';
import { command as messages } from '../commands/messages.ts';
import { runCommand } from '../commands/run-command.ts';
import { downloadAddress } from './url-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'ingest-url-'));
let count = 0;
const freshStore = () => join(folder, `${count++}.sqlite`);
const id = '20200101000000.1-1@x.org';

test.each([
  [`<${id}>`, `https://lore.kernel.org/all/${encodeURIComponent(id)}/t.mbox.gz`],
  [`https://lore.kernel.org/list/${id}/`, `https://lore.kernel.org/list/${id}/t.mbox.gz`],
  [`https://lore.kernel.org/list/${id}/T/#u`, `https://lore.kernel.org/list/${id}/t.mbox.gz`],
  [`https://lore.kernel.org/list/${id}/t/`, `https://lore.kernel.org/list/${id}/t.mbox.gz`],
  [`https://lore.kernel.org/list/${id}/t.mbox.gz`, `https://lore.kernel.org/list/${id}/t.mbox.gz`],
  [`https://lore.kernel.org/list/${id}/raw`, `https://lore.kernel.org/list/${id}/raw`],
  [
    'https://lkml.iu.edu/hypermail/linux/kernel/1609.1/03250.html',
    'https://lkml.iu.edu/hypermail/linux/kernel/1609.1/03250.html',
  ],
])('%s is fetched from %s', (name, address) => {
  expect(downloadAddress(name)).toBe(address);
});

test('an address that nothing answers is said in one line, exit 4', async () => {
  // Port 1 (tcpmux) is closed on any sane machine, and no name is looked up.
  const { code, err } = await runCommand(ingest, [
    'http://127.0.0.1:1/a@x/',
    '--store',
    freshStore(),
  ]);
  expect({ code, lines: err.trimEnd().split('\n').length }).toEqual({ code: 4, lines: 1 });
  expect(err).toContain('cannot reach 127.0.0.1:1');
});

const page = '../shared/corpus/hypermail/20160930024050.html';
test.skipIf(!existsSync(page))(
  'an archive page is read over HTTP; a missing one is refused',
  async () => {
    const server: Server = createServer((request, response) => {
      if (request.url === '/page.html') response.end(readFileSync(page));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const store = freshStore();
      const name = `http://127.0.0.1:${port}/page.html`;
      const { out } = await runCommand(ingest, [name, '--json', '--store', store]);
      expect(JSON.parse(out).sources[0]).toMatchObject({ source: name, format: 'page', added: 1 });
      const missing = await runCommand(ingest, [
        `http://127.0.0.1:${port}/x.html`,
        '--store',
        store,
      ]);
      expect(missing).toMatchObject({ code: 3, err: expect.stringContaining('404') });
    } finally {
      server.close();
    }
  },
);

const bundle = '../shared/corpus/ksummit-discuss-0.bundle';
const httpd = '/usr/bin/public-inbox-httpd';
const available =
  existsSync(bundle) && existsSync(httpd) && existsSync('/usr/bin/public-inbox-index');

/** Debian's public-inbox over the real list, on a free port of the loopback. */
class PublicInbox {
  #child: ChildProcess | undefined;
  port = 0;

  async start(): Promise<void> {
    const inbox = join(folder, 'ksummit');
    mkdirSync(join(inbox, 'git'), { recursive: true });
    execFileSync('git', ['clone', '--quiet', '--bare', bundle, join(inbox, 'git', '0.git')]);
    const config = join(folder, 'config');
    const env = { ...process.env, PI_CONFIG: config, HOME: folder };
    const address = 'ksummit-discuss@lists.linuxfoundation.org';
    execFileSync(
      'public-inbox-init',
      ['-V2', '-L', 'medium', 'ksummit', inbox, 'http://127.0.0.1/ksummit', address],
      { env, stdio: 'ignore' },
    );
    execFileSync('public-inbox-index', [inbox], { env, stdio: 'ignore' });
    this.port = await freePort();
    this.#child = spawn(httpd, ['-W0', '-l', `127.0.0.1:${this.port}`], { env, stdio: 'ignore' });
    for (let attempt = 0; attempt < 100; attempt++) {
      const up = await fetch(`http://127.0.0.1:${this.port}/ksummit/`).then(
        () => true,
        () => false,
      );
      if (up) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('public-inbox-httpd did not come up');
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const archive = new PublicInbox();
beforeAll(async () => {
  if (available) await archive.start();
});
afterAll(() => {
  archive.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!available)(
  'a thread of a real public-inbox is read by message, thread and mbox address',
  async () => {
    const whole = freshStore();
    await runCommand(ingest, ['../shared/corpus/ksummit-discuss.mbox.gz', '--store', whole]);
    const all = (await runCommand(messages, ['--json', '--store', whole])).lines;
    const some = all.find(
      ({ threadId, ghost }) =>
        !ghost && all.filter((m) => m['threadId'] === threadId && !m['ghost']).length > 5,
    );
    const thread = all.filter(({ threadId, ghost }) => threadId === some?.['threadId'] && !ghost);
    const answers = new Set<string>();
    const name = encodeURIComponent(String(some?.['messageId']).slice(1, -1));
    for (const form of [`${name}/`, `${name}/T/#u`, `${name}/t.mbox.gz`]) {
      const store = freshStore();
      const address = `http://127.0.0.1:${archive.port}/ksummit/${form}`;
      const { code, out } = await runCommand(ingest, [address, '--json', '--store', store]);
      expect(code).toBe(0);
      expect(JSON.parse(out).sources[0]).toMatchObject({ format: 'mbox', rejected: [] });
      const ids = (await runCommand(messages, ['--json', '--store', store])).lines
        .filter(({ ghost }) => !ghost)
        .map(({ messageId }) => messageId);
      // public-inbox joins threads of one subject, so that its answer may hold more than ours.
      expect(ids).toEqual(expect.arrayContaining(thread.map(({ messageId }) => messageId)));
      answers.add(JSON.stringify(ids));
    }
    const store = freshStore();
    const from = { WARRANT_ARCHIVE: `http://127.0.0.1:${archive.port}/ksummit/` };
    const bare = [`<${decodeURIComponent(name)}>`, '--json', '--store', store];
    expect((await runCommand(ingest, bare, '', from)).code).toBe(0);
    const ids = (await runCommand(messages, ['--json', '--store', store])).lines.filter(
      ({ ghost }) => !ghost,
    );
    answers.add(JSON.stringify(ids.map(({ messageId }) => messageId)));
    expect(answers.size).toBe(1);
  },
);
