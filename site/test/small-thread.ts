import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who says what in answer to whom: a thread that nobody has reviewed, with a question and two sides. */
const mails = [
  [
    'ada',
    null,
    'Should rename flush the log before it returns? Applications lose whole files when the machine crashes after a rename without fsync. I propose that rename waits for the data of the file that it moves.',
  ],
  [
    'ben',
    'ada',
    'I disagree. A rename that waits for 64 KiB of data costs 12 ms on a disk, and build systems rename thousands of files. Applications must call fsync before they rename, as POSIX says.',
  ],
  [
    'cem',
    'ada',
    'The ext4 mount option auto_da_alloc allocates the blocks at rename, so that the file is never empty after a crash. That is a requirement of every distribution.',
  ],
  [
    'ada',
    'ben',
    'Fair enough, waiting is too slow. But an empty file after a crash is data loss, and the commit of the rename must not be written before the data.',
  ],
  [
    'ben',
    'ada2',
    'Ordering the data before the commit does not need to wait. We will keep the data ordered before the commit record and document it. Applied, thanks.',
  ],
] as const;

/** Writes the thread, in which Ada once gives no name, as an mbox into the project's build folder and returns its path. */
export function smallThread(name: string): string {
  const seen = new Map<string, number>();
  const text = mails.map(([author, parent, words], at) => {
    const count = (seen.get(author) ?? 0) + 1;
    seen.set(author, count);
    const id = `${author}${count === 1 ? '' : count}@small.example.org`;
    const answers = parent ? `In-Reply-To: <${parent}@small.example.org>\n` : '';
    const named = `${author.replace(/^./, (c) => c.toUpperCase())} Author <${author}@example.org>`;
    return `From ${author}@example.org Tue Mar  3 1${at}:00:00 2026
From: ${id.startsWith('ada2') ? 'ada@example.org' : named}
Date: Tue, 3 Mar 2026 1${at}:00:00 +0000
Subject: ${parent ? 'Re: ' : ''}rename and the log
Message-ID: <${id}>
${answers}
${words.replaceAll(/(.{1,68})(?:\s+|$)/g, '$1\n')}
`;
  });
  const folder = join('build', 'test-mail');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.mbox`);
  writeFileSync(file, text.join('\n'));
  return file;
}
