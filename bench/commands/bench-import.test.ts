import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../data/schema/fault.ts';
import { runId } from '../../data/schema/hash.ts';
import { checkEvidence } from '../evidence/check/check.ts';
import { watchedIo } from '../evidence/fixture/io.ts';
import { hypothesis, measured, run } from '../evidence/fixture/planted.ts';
import { plantedProject } from '../evidence/fixture/project.ts';
import { formatRun } from '../evidence/runs/format-run.ts';
import { command as bench } from './bench.ts';
import { command as verify } from './verify.ts';

const committed = run({ measurements: [measured('flushes', { batch: 1 }, [3])] });
const stranger = run({
  startedAt: '2026-05-05T00:00:00.000Z',
  measurements: [measured('flushes', { batch: 1 }, [99])],
});

/** A project, and beside it a file that somebody sent. */
function arrived(text: string) {
  const root = plantedProject([hypothesis('flushes < 4')], [committed]);
  const file = join(root, 'sent/run.json');
  mkdirSync(join(root, 'sent'));
  writeFileSync(file, text);
  const io = watchedIo({ root, cwd: root });
  const say = (action: string, names: string[], values = {}) =>
    bench.run({ values, positionals: [action, ...names], io });
  return { root, file, io, say };
}

describe('a run from elsewhere', () => {
  test('is taken, shown as unsigned, and counted by no verdict', async () => {
    const { root, file, io, say } = arrived(formatRun(stranger));
    await say('import', [file]);
    expect(io.printed()).toContain('unsigned. No verdict counts it');
    expect(existsSync(join(root, `data/imported/e/model/${stranger.id}.json`))).toBe(true);
    expect(checkEvidence(root)).toEqual([]); // 99 flushes would have refuted the hypothesis
  });

  test('keeps its signature, and says whose it is', async () => {
    const { root, file, io, say } = arrived(formatRun(stranger));
    const key = join(root, 'key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    const allowed = `ada@example.org ${readFileSync(`${key}.pub`, 'utf8')}`;
    writeFileSync(join(root, 'data/allowed_signers'), allowed);
    await say('sign', [file], { key });
    expect(io.printed()).toContain(`${file}.sig`);
    await say('import', [file]);
    expect(io.printed()).toContain('signed by ada@example.org');
    expect(checkEvidence(root)).toEqual([]);
  });

  test.each([
    ['no JSON', '{', /run\.json/],
    ['another shape', '{"schemaVersion":1}', /run\.json/],
    ['a changed sample', formatRun(stranger).replace('99', '98'), /was changed after the run/],
    ['an unknown experiment', reworked({ experiment: 'f' as never }), /no experiment f/],
    ['an unknown metric', reworked({ measurements: [measured('joy', {}, [1])] }), /joy/],
    [
      'a setting that the experiment does not have',
      reworked({ measurements: [measured('flushes', { batch: 77 }, [1])] }),
      /batch=77 is no setting of e/,
    ],
  ])('with %s is refused, and nothing is written', async (_, text, reason) => {
    const { root, file, say } = arrived(text);
    await expect(say('import', [file])).rejects.toThrow(reason);
    expect(existsSync(join(root, 'data/imported'))).toBe(false);
  });

  test('of random JSON is refused in words, never a bug of ours', async () => {
    const { root, file, say } = arrived('');
    const almost = fc.record(
      {
        schemaVersion: fc.constant(1),
        id: fc.string(),
        experiment: fc.string(),
        manifest: fc.object(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          almost.map((v) => JSON.stringify(v)),
        ),
        async (text) => {
          writeFileSync(file, text);
          await expect(say('import', [file])).rejects.toBeInstanceOf(Fault);
        },
      ),
      { numRuns: 50 },
    );
    expect(readdirSync(join(root, 'data'))).not.toContain('imported');
  });
});

function reworked(changed: object): string {
  const content = { ...stranger, ...changed };
  return formatRun({ ...content, id: runId(content) });
}

describe('verify --run', () => {
  test('repeats a deterministic run and says equal, or how many results are not', async () => {
    const root = plantedProject([], []); // a folder of the test's own
    const io = watchedIo({ cwd: root });
    const values = { quick: true, out: join(root, 'results') };
    await bench.run({ values, positionals: ['run', 'append-pointer'], io });
    const made = io.printed().trim();
    const again = watchedIo();
    const equal = await verify.run({ values: { run: made }, positionals: [], io: again });
    expect(again.printed()).toMatch(/^equal: r-\w+ repeats to the last digit \(60 results\)/);
    expect(equal).toBe(0);

    const real = JSON.parse(readFileSync(made, 'utf8'));
    real.explorations[0].states += 1;
    const forged = join(root, 'forged.json');
    writeFileSync(forged, JSON.stringify({ ...real, id: runId(real) }));
    const other = watchedIo();
    const differs = await verify.run({ values: { run: forged }, positionals: [], io: other });
    expect(other.printed()).toMatch(/^not equal: 59 of 60 results/);
    expect(differs).toBe(1);
  });
});
