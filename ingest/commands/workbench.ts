import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../data/schema/command.ts';
import type { ExitCode } from '../../data/schema/fault.ts';
import { command as ingest } from './ingest.ts';
import { parsed, watched } from './run-command.ts';

interface Printed {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** A project root of its own in a temporary folder, for tests of commands; removed by `clean`. */
export interface Workbench {
  readonly root: string;
  readonly store: string;
  /** What commands find in the environment. */
  readonly env: Record<string, string>;
  /** Runs a command as the command line would; what it printed comes back. */
  run(command: Command, ...args: string[]): Promise<Printed>;
  /** The same with lines on standard input. */
  feed(input: string, command: Command, ...args: string[]): Promise<Printed>;
  clean(): void;
}

/** The project that this file belongs to. */
export const projectRoot = join(import.meta.dirname, '..', '..');

/** A small review of two messages in mbox form, written for tests. */
export const mailbox = `From a@example.org Mon Jan  1 00:00:00 2018
From: Ada Lovelace <ada@example.org>
Subject: [RFC] Where to keep the table
Date: Mon, 1 Jan 2018 10:00:00 +0000
Message-ID: <one@example.org>

The table lives on disk today. I propose that we keep it in memory
instead, since each lookup costs a seek.

It must survive a restart. How large can it become?

From b@example.org Mon Jan  1 01:00:00 2018
From: Bob Noyce <bob@example.org>
Subject: Re: [RFC] Where to keep the table
Date: Mon, 1 Jan 2018 11:00:00 +0000
Message-ID: <two@example.org>
In-Reply-To: <one@example.org>
References: <one@example.org>

On Mon, Jan 01, 2018 at 10:00:00AM +0000, Ada Lovelace wrote:
> The table lives on disk today. I propose that we keep it in memory
> instead, since each lookup costs a seek.

No, that is wrong. A lookup does not cost a seek, the \u{1d4d1}-tree is cached.

> It must survive a restart.

I agree.

--\u0020
Bob
`;

const reviewYaml = `id: table
title: Where to keep the table
question: On disk or in memory?
threads:
  - root: <one@example.org>
    subject: "[RFC] Where to keep the table"
approaches:
  - id: in-memory
    name: in memory
    summary: Nothing is kept.
    argued: [Ada Lovelace]
    vocabulary: [in memory]
  - id: on-disk
    name: on disk
    summary: Everything is kept.
    lives: everywhere
    argued: [Bob Noyce]
    vocabulary: [on disk, seek]
`;

/** Opens a workbench with the review and its two messages ingested. */
export async function openWorkbench(): Promise<Workbench> {
  const root = mkdtempSync(join(tmpdir(), 'warrant-claims-'));
  mkdirSync(join(root, 'data', 'reviews'), { recursive: true });
  mkdirSync(join(root, 'ingest', 'claim'), { recursive: true });
  writeFileSync(join(root, 'data', 'reviews', 'table.yaml'), reviewYaml);
  writeFileSync(join(root, 'mail.mbox'), mailbox);
  cpSync(
    join(projectRoot, 'ingest/claim/judge/classifier.weights.json'),
    join(root, 'ingest/claim/judge/classifier.weights.json'),
  );
  const store = join(root, 'store.sqlite');
  const env: Record<string, string> = { USER: 'ada' };
  const bench: Workbench = {
    root,
    store,
    env,
    run: (command, ...args) => bench.feed('', command, ...args),
    async feed(input, command, ...args) {
      const { io, printed } = watched(input, { root, cwd: root, env });
      const { values, positionals } = parsed(command, args);
      const given = 'store' in command.options ? { store, ...values } : values;
      return { code: await command.run({ values: given, positionals, io }), ...printed };
    },
    clean: () => rmSync(root, { recursive: true, force: true }),
  };
  await bench.run(ingest, 'mail.mbox');
  return bench;
}
