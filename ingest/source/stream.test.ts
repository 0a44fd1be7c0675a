import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { storedZip } from './fixture/zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'stream-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = join(folder, 'store.sqlite');
const mail = 'From: Nora <nora@x.org>\nMessage-ID: <a@x>\n\nThe log wraps.\n';

const main = join(process.cwd(), 'cli/main.ts');
const node = ['--disable-warning=ExperimentalWarning', main, 'ingest'];

function run(child: ChildProcess): Promise<{ code: number | null; err: string }> {
  let err = '';
  child.stderr?.on('data', (text: Buffer) => {
    err += text.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, err })));
}
const ingest = (source: string) =>
  spawn(process.execPath, [...node, source, '--store', store], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });

/** The same, and it says `ready` once it listens for signals: before that it just dies of one. */
const announced = [
  '--disable-warning=ExperimentalWarning',
  '--input-type=module-typescript',
  '-e',
  `process.on('newListener', (name) => name === 'SIGTERM' && process.stderr.write('ready '));
   process.argv.splice(1, 0, 'warrant');
   await import(${JSON.stringify(main)});`,
];

test('a pipe and a device are refused at once, in one line', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  for (const source of [pipe, '/dev/zero']) {
    const { code, err } = await run(ingest(source));
    expect(code).toBe(3);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toMatch(/a pipe|a device/);
  }
  expect(existsSync(store)).toBe(false);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends the wait for input that does not come',
  async (signal) => {
    for (const sent of ['', mail.repeat(3000)]) {
      const child = spawn(process.execPath, [...announced, 'ingest', '-', '--store', store], {
        stdio: ['pipe', 'ignore', 'pipe'],
      });
      const ended = run(child);
      child.stdin?.write(sent);
      await new Promise((resolve) => child.stderr?.once('data', resolve));
      child.kill(signal);
      expect((await ended).code).toBe(130);
    }
  },
);

test('what the shell opened is read: <(…), /dev/stdin, and a zip on standard input', async () => {
  const file = join(folder, 'one.eml');
  writeFileSync(file, mail);
  writeFileSync(join(folder, 'one.zip'), storedZip([{ name: 'one.eml', data: Buffer.from(mail) }]));
  const command = `${process.execPath} ${node.join(' ')}`;
  for (const line of [
    `${command} <(cat ${file})`,
    `cat ${file} | ${command} /dev/stdin`,
    `cat ${join(folder, 'one.zip')} | ${command} -`,
  ]) {
    rmSync(store, { force: true });
    const { code, err } = await run(
      spawn('bash', ['-c', `${line} --store ${store}`], { stdio: ['ignore', 'ignore', 'pipe'] }),
    );
    expect({ line, code, added: err.includes('1 added') }).toEqual({ line, code: 0, added: true });
  }
});

test('what was read of a stream is let go', async () => {
  const program = `
    const { openStream } = await import(${JSON.stringify(join(process.cwd(), 'ingest/source/stream-source.ts'))});
    const line = 'word '.repeat(12) + '\\n';
    async function* mails() {
      for (let at = 0; at < 200; at++) {
        yield Buffer.from('From a@x Thu Jan  1 00:00:00 1970\\nFrom: A <a@x>\\nMessage-ID: <' + at + '@x>\\n\\n' + line.repeat(8000));
      }
    }
    const source = await openStream('-', mails(), 'mbox', new AbortController().signal);
    let count = 0;
    for await (const item of source.read()) count += item.kind === 'mail' ? 1 : 0;
    for (let at = 0; at < 3; at++) {
      gc();
      await new Promise((resolve) => setImmediate(resolve));
    }
    console.log(JSON.stringify({ count, held: process.memoryUsage().arrayBuffers }));`;
  const args = ['--expose-gc', '--disable-warning=ExperimentalWarning', '--input-type=module'];
  const out = execFileSync(process.execPath, [...args, '-e', program], { encoding: 'utf8' });
  const { count, held } = JSON.parse(out) as { count: number; held: number };
  expect(count).toBe(200);
  expect(held).toBeLessThan(50e6); // 98 MB came in
});
