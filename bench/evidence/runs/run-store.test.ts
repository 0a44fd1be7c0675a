import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { explored, measured, run } from '../fixture/planted.ts';
import { formatRun } from './format-run.ts';
import { readRuns, runFile, writeRun } from './run-store.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'runs-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const runs = fc
  .record({
    samples: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
    batch: fc.integer(),
    word: fc.string(),
    holds: fc.boolean(),
  })
  .map(({ samples, batch, word, holds }) =>
    run({
      measurements: [
        measured(
          'flushes',
          { batch, word },
          samples.map((x) => x + 0),
        ),
      ],
      explorations: [explored({ batch, word }, holds)],
    }),
  );

test('what is written is read back, whatever it holds', () => {
  fc.assert(
    fc.property(runs, (one) => {
      expect(JSON.parse(formatRun(one))).toEqual(JSON.parse(JSON.stringify(one)));
    }),
  );
  const at = folder();
  const one = run({ measurements: [measured('flushes', { batch: 1 }, [1, 2])] });
  writeRun(at, one);
  expect(readRuns(at)).toEqual([{ file: runFile(at, one), run: one }]);
});

test('writing a run again leaves its file alone', () => {
  const at = folder();
  const file = writeRun(at, run());
  writeFileSync(file, 'kept');
  writeRun(at, run());
  expect(readFileSync(file, 'utf8')).toBe('kept');
});

test('each measurement has a line of its own', () => {
  const two = run({
    measurements: [measured('flushes', { batch: 1 }, [1]), measured('flushes', { batch: 2 }, [2])],
  });
  const lines = formatRun(two).split('\n');
  expect(lines.filter((line) => line.includes('"metric":"flushes"'))).toHaveLength(2);
});

test('a changed or misplaced run is refused by name', () => {
  const at = folder();
  const file = writeRun(at, run({ measurements: [measured('flushes', {}, [1])] }));
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"samples":[1]', '"samples":[2]'));
  expect(() => readRuns(at)).toThrow(`${file}: its content hashes to`);
  writeFileSync(file, text);
  expect(() => readRuns(join(at, 'e'))).toThrow('misplaced');
});
