import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Experiment } from '../../data/schema/experiment.ts';
import { rootWithPrograms } from '../machine/fixture/root.ts';
import { optionsOf } from '../substrate/fixture/options.ts';
import { runHost } from './run-host.ts';

const hasCompiler = (() => {
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return process.arch === 'x64' && existsSync('/dev/shm');
  } catch {
    return false;
  }
})();

const own = (parameters: object) =>
  Experiment.parse({
    id: 'own',
    title: 'A program of a test',
    question: 'Does it run here?',
    substrates: ['host'],
    workload: 'program',
    program: 'p.sh',
    parameters,
    metrics: ['lines'],
    declares: { lines: { unit: 'count', meaning: 'Lines in its file.', better: 'neither' } },
  });

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'host-program-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const run = (text: string, parameters: object, more: object = {}) =>
  runHost(own(parameters), {
    ...optionsOf(rootWithPrograms({ 'p.sh': text })),
    ...more,
  });

test.skipIf(!hasCompiler)(
  'a program runs in a fresh folder of each setting, timed in ns',
  async () => {
    const place = folder();
    const before = process.env['WARRANT_HOST_FOLDER'];
    process.env['WARRANT_HOST_FOLDER'] = place;
    onTestFinished(() => {
      process.env['WARRANT_HOST_FOLDER'] = before;
      if (before === undefined) delete process.env['WARRANT_HOST_FOLDER'];
    });
    const text =
      '#!/bin/sh\nlab begin append\necho "$WARRANT_WORD" >>f\nlab end append\nlab metric lines "$(wc -l <f)"\n';
    const { measurements } = await run(text, { fs: ['tmpfs', 'disk'], word: ['a b', '$(reboot)'] });
    const lines = measurements.filter(({ metric }) => metric === 'lines');
    expect(lines.map(({ samples }) => samples)).toEqual(lines.map(() => [1]));
    expect(lines.length).toBeGreaterThanOrEqual(2);
    const times = measurements.filter(({ metric }) => metric === 'latency');
    expect(
      times.every(({ unit, conditions }) => unit === 'ns' && conditions['interval'] === 'append'),
    ).toBe(true);
    expect(readdirSync(place)).toEqual([]);
  },
);

test.skipIf(!hasCompiler)('it writes nowhere else, unless the reader allows it', async () => {
  const elsewhere = join(folder(), 'mine');
  const text = `#!/bin/sh\necho x >${elsewhere}\nlab metric lines 1\n`;
  const quiet = { fs: ['tmpfs'] };
  // Where the kernel has no Landlock the program is not even started.
  await expect(run(`#!/bin/sh\nset -e\necho x >${elsewhere}\n`, quiet)).rejects.toThrow(
    /ended with|no Landlock/,
  );
  expect(existsSync(elsewhere)).toBe(false);
  await run(text, quiet, { outside: true });
  expect(existsSync(elsewhere)).toBe(true);
});

test.skipIf(!hasCompiler)('a fault cannot be switched on the host', async () => {
  await expect(run('#!/bin/sh\nlab fault on\n', { fs: ['tmpfs'] })).rejects.toThrow(
    /no fault can be switched here|no Landlock/,
  );
});
