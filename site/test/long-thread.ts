import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Messages of the thread: one more than a page of a thread holds. */
const count = 41;

const footer = `-- 
To unsubscribe from this list: send the line "unsubscribe linux-example" in
the body of a message to majordomo@example.org; linux-example mailing list
`;

/** What author `n` writes: more than a phone's screen, with a diff now and then. */
function said(n: number): string {
  const words = `Point ${n} is said by author ${n} in words of their own, since nobody else in this thread has made it before and somebody must.`;
  const more = Array.from(
    { length: 4 },
    (_, at) =>
      `Paragraph ${at + 1} of answer ${n} goes on about the order of writes, what a journal commits and when, and which of them a program may rely on when the power fails between two of them.`,
  );
  const diff = `diff --git a/fs/file.c b/fs/file.c\n@@ -1,9 +1,9 @@\n${'-\told_call(inode);\n+\tnew_call(inode, WAIT);\n'.repeat(12)}`;
  const own = `I think that the rename of answer ${n} must wait until the journal has committed its data.`;
  return [words, ...more, ...(n === count ? [own] : []), ...(n % 5 === 0 ? [diff] : [])]
    .map(filled)
    .join('\n\n');
}

const filled = (text: string) =>
  text.startsWith('diff') ? text : text.replaceAll(/(.{1,72})(?:\s+|$)/g, '$1\n').trimEnd();

/** Writes a message and forty after it, each quoting the one it answers, into the project's build folder. */
export function longThread(name: string): string {
  const mails = Array.from({ length: count }, (_, at) => {
    const n = at + 1;
    const before = n > 1 ? Math.max(1, n - 1 - (n % 3)) : 0;
    const quote = before
      ? `On Wed, 4 Mar 2026, Author ${before} wrote:\n${said(before).replaceAll(/^/gm, '> ')}\n\n`
      : '';
    const stamp = `${String(8 + Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}:00`;
    return `From author${n}@example.org Wed Mar  4 ${stamp} 2026
From: Author ${n} <author${n}@example.org>
Date: Wed, 4 Mar 2026 ${stamp} +0000
Subject: ${before ? 'Re: ' : ''}Forty answers about order
Message-ID: <long${n}@example.org>
${before ? `In-Reply-To: <long${before}@example.org>\n` : ''}
${quote}${said(n)}

${footer}`;
  });
  const folder = join('build', 'test-mail');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}-long.mbox`);
  writeFileSync(file, `${mails.join('\n')}\n`);
  return file;
}
