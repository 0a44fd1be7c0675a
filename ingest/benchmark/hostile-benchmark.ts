import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostileMail } from '../mime/hostile-mail.ts';
import { measure } from './measure.ts';

/** Time and memory of `warrant ingest` on each hostile mail and each malformed file of the corpus. */
const folder = mkdtempSync(join(tmpdir(), 'warrant-hostile-'));
const corpus = '../shared/corpus/malformed';
try {
  const files = hostileMail.map(({ name, raw }, index) => {
    const file = join(folder, `${index}.eml`);
    writeFileSync(file, raw());
    return { name, file };
  });
  for (const entry of readdirSync(corpus, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) files.push({ name: entry.name, file: join(entry.parentPath, entry.name) });
  }
  const costs = files.map(({ name, file }, index) => {
    const store = join(folder, `${index}.sqlite`);
    // A refused file exits with 3, which `time` passes on: the shell hides it.
    const args = [
      '-c',
      '"$@" || true',
      'sh',
      './warrant',
      'ingest',
      file,
      '--format',
      'eml',
      '--store',
      store,
    ];
    return { name, ...measure('sh', args) };
  });
  const worst = (by: 'seconds' | 'cpuSeconds' | 'megabytes') =>
    costs.reduce((a, b) => (b[by] > a[by] ? b : a));
  for (const by of ['seconds', 'cpuSeconds', 'megabytes'] as const) {
    const { name, [by]: value } = worst(by);
    process.stdout.write(`most ${by}: ${value.toFixed(2)} (${name}), of ${costs.length} files\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
