import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import type { Io } from '../../data/schema/command.ts';
import { command as follow } from './follow.ts';
import { command as update } from './update.ts';

const mail = (id: string, parent?: string) => `From a@example.org Mon Jan  5 10:00:00 2026
From: Ada <ada@example.org>
Date: Mon, 5 Jan 2026 10:00:00 +0000
Subject: ${parent ? 'Re: ' : ''}barriers
Message-ID: <${id}@example.org>
${parent ? `In-Reply-To: <${parent}@example.org>\n` : ''}
The text of ${id}.

`;

function bench() {
  const root = mkdtempSync(join(tmpdir(), 'follow-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'data'));
  mkdirSync(join(root, 'build'));
  let printed = '';
  let errors = '';
  const io: Io = {
    out: (text) => {
      printed += text;
    },
    err: (text) => {
      errors += text;
    },
    stdin: Readable.from([]),
    env: {},
    cwd: root,
    root,
    terminal: false,
    signal: new AbortController().signal,
  };
  const said = () => {
    const text = printed;
    printed = '';
    return text;
  };
  return { root, io, said, errors: () => errors };
}

test('what is followed is read again, and what is new is told', async () => {
  const { root, io, said } = bench();
  const box = join(root, 'list.mbox');
  writeFileSync(box, mail('one'));
  await follow.run({ values: {}, positionals: ['list.mbox'], io });
  expect(said()).toContain(box);
  expect(readFileSync(join(root, 'data/followed.yaml'), 'utf8')).toContain(box);

  await update.run({ values: {}, positionals: [], io });
  expect(said()).toMatch(
    /1 of 1 sources read, 1 new messages in 1 threads\nt-\w+ new of 1: barriers/,
  );
  appendFileSync(box, mail('two', 'one'));
  await update.run({ values: {}, positionals: [], io });
  expect(said()).toMatch(/1 new messages in 1 threads\nt-\w+ \+1 of 2: barriers/);
  await update.run({ values: {}, positionals: [], io });
  expect(said()).toContain('0 new messages in 0 threads');

  await follow.run({ values: { stop: true }, positionals: [box], io });
  expect(said()).toBe('');
  await expect(update.run({ values: {}, positionals: [], io })).rejects.toThrow(
    /nothing is followed/,
  );
});

test('a source that is away is named, and the others are read', async () => {
  const { root, io, said, errors } = bench();
  const server = createServer((_, response) => response.end(mail('web')));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const there = `http://127.0.0.1:${port}/thread.mbox`;
  const box = join(root, 'list.mbox');
  writeFileSync(box, mail('one'));
  await follow.run({ values: {}, positionals: [box, there], io });
  said();
  rmSync(box);
  const code = await update.run({ values: { json: true }, positionals: [], io });
  const { threads, failed } = JSON.parse(said());
  expect(threads).toHaveLength(1);
  expect(failed).toEqual([{ source: box, why: expect.stringContaining('no such file') }]);
  expect(errors()).toContain('no such file');
  expect(code).toBe(0);
});

test.each([
  [['-'], /standard input ends/],
  [['nowhere.mbox'], /no such file/],
])('%j is refused, and nothing is remembered', async (names, reason) => {
  const { io } = bench();
  await expect(follow.run({ values: {}, positionals: names, io })).rejects.toThrow(reason);
  await follow.run({ values: { json: true }, positionals: [], io });
});
