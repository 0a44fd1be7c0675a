import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { FileKind } from './detect.ts';

/** Each kind of file by its name in docs/mail.md: the compiler asks for one that is missing. */
const documented: Readonly<Record<Exclude<FileKind, 'unknown'>, string>> = {
  mbox: 'mbox',
  mmdf: 'MMDF',
  babyl: 'Babyl',
  rnews: 'rnews',
  eml: '`.eml`',
  emlx: '`.emlx`',
  outlook: 'Outlook `.msg`',
  jmap: 'JMAP',
  page: 'archive page',
  bundle: 'public-inbox',
  zip: 'zip',
  tar: 'tar',
};

test.each(Object.entries(documented))('docs/mail.md has a line for %s', (_, name) => {
  const forms = readFileSync('docs/mail.md', 'utf8')
    .split('\n')
    .flatMap((line) => /^\| ([^|]+) \|/.exec(line)?.[1]?.split(', ') ?? []);
  expect(forms).toContain(name);
});
