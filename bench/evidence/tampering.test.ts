import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { runId } from '../../data/schema/hash.ts';
import type { Run } from '../../data/schema/run.ts';
import { checkEvidence } from './check/check.ts';
import { hypothesis, measured, run } from './fixture/planted.ts';
import { plantedProject } from './fixture/project.ts';
import { writeRun } from './runs/run-store.ts';

/** Two runs: the later one is contrary for batch 2, so that the published verdict is conditional. */
const first = run({ measurements: [measured('flushes', { batch: 1 }, [3])] });
const contrary = run({
  startedAt: '2026-01-02T00:00:00.000Z',
  measurements: [measured('flushes', { batch: 2 }, [9])],
});
const file = (one: Run) => `data/results/e/model/${one.id}.json`;

/** A key pair and a file of allowed signers, as a project has them. */
let keys = '';
beforeAll(() => {
  keys = mkdtempSync(join(tmpdir(), 'warrant-keys-'));
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(keys, 'ada')]);
  return () => rmSync(keys, { recursive: true });
});
const publicKey = () => readFileSync(join(keys, 'ada.pub'), 'utf8');
function sign(root: string, name: string) {
  const args = ['-Y', 'sign', '-q', '-f', join(keys, 'ada'), '-n', 'warrant', join(root, name)];
  execFileSync('ssh-keygen', args, { stdio: 'ignore' });
}
const allow = (root: string, options: string) =>
  writeFileSync(join(root, 'data/allowed_signers'), `ada@example.org ${options} ${publicKey()}`);

/** Puts a changed run in the place of another, under the id that its new content hashes to. */
function forge(root: string, old: Run, changed: Partial<Run>): Run {
  const content = { ...old, ...changed };
  const forged = { ...content, id: runId(content) };
  rmSync(join(root, file(old)));
  writeRun(join(root, 'data/results'), forged);
  return forged;
}
const edit = (root: string, name: string, from: string | RegExp, to: string) => {
  const before = readFileSync(join(root, name), 'utf8');
  expect(before).toMatch(from);
  writeFileSync(join(root, name), before.replace(from, to));
};

/** Each way to tamper with what is committed, and the finding that names it. */
const ways: readonly (readonly [string, (root: string) => void, RegExp])[] = [
  [
    'a sample changed in place',
    (root) => edit(root, file(first), '"samples":[3]', '"samples":[2]'),
    /r-\w+\.json: its content hashes to r-\w+, not to r-\w+: it was changed after the run/,
  ],
  [
    'a unit changed, and the run hashed again',
    (root) =>
      forge(root, first, {
        measurements: [{ ...measured('flushes', { batch: 1 }, [3]), unit: 'ns' }],
      }),
    /metric flushes is in ns, the registry says count/,
  ],
  [
    'two files swapped',
    (root) => {
      renameSync(join(root, file(first)), join(root, 'aside'));
      renameSync(join(root, file(contrary)), join(root, file(first)));
      renameSync(join(root, 'aside'), join(root, file(contrary)));
    },
    /misplaced/,
  ],
  [
    'a forged run under its right hash',
    (root) => forge(root, contrary, { measurements: [measured('flushes', { batch: 2 }, [1])] }),
    /the model verdict does not recompute/,
  ],
  [
    'a contrary run deleted',
    (root) => rmSync(join(root, file(contrary))),
    new RegExp(`run ${contrary.id} is not in data/results`),
  ],
  [
    'a predicate changed',
    (root) => edit(root, 'data/hypotheses/h.yaml', 'flushes < 4', 'flushes < 5'),
    /the model verdict does not recompute/,
  ],
  [
    'a signature of another file',
    (root) => {
      sign(root, file(first));
      copyFileSync(join(root, `${file(first)}.sig`), join(root, `${file(contrary)}.sig`));
    },
    new RegExp(`${contrary.id}.*broken signature`),
  ],
  [
    'a signature by a key that has expired',
    (root) => {
      sign(root, file(first));
      allow(root, 'namespaces="warrant",valid-before="20200101"');
    },
    /signed by a key that is out of its time/,
  ],
  [
    'a signature by a key that nobody vouches for',
    (root) => sign(root, file(first)),
    /signed by a key that nobody here vouches for/,
  ],
  [
    'a signature made for something else',
    (root) => {
      const args = [
        '-Y',
        'sign',
        '-q',
        '-f',
        join(keys, 'ada'),
        '-n',
        'git',
        join(root, file(first)),
      ];
      execFileSync('ssh-keygen', args, { stdio: 'ignore' });
      allow(root, 'namespaces="warrant,git"');
    },
    /broken signature/,
  ],
  [
    'a signed run deleted',
    (root) => {
      sign(root, file(first));
      rmSync(join(root, file(first)));
    },
    /signs a file that is not there/,
  ],
  [
    'an old run put back',
    (root) => {
      const old = run({
        startedAt: '2025-01-01T00:00:00.000Z',
        tools: { model: 'of last year' },
        measurements: [measured('flushes', { batch: 4 }, [3])],
      });
      writeRun(join(root, 'data/results'), old);
    },
    /an old run put back: r-\w+ is newer/,
  ],
  [
    'a program changed',
    (root) => edit(root, 'bench/model/run-experiment.ts', '3 * batch', '2 * batch'),
    new RegExp(
      `${contrary.id}.json: not reproducible from this tree: model: \\w{12}, here \\w{12}`,
    ),
  ],
  [
    'a run made by another program',
    (root) => {
      const tools = { ...contrary.manifest.tools, model: 'f'.repeat(12) };
      forge(root, contrary, { manifest: { ...contrary.manifest, tools } });
    },
    /not reproducible from this tree: model: ffffffffffff, here \w{12}/,
  ],
  [
    'a run that does not say what made it',
    (root) => forge(root, contrary, { manifest: { ...contrary.manifest, tools: {} } }),
    /not reproducible from this tree: its manifest does not say which program made it/,
  ],
  [
    'an experiment changed',
    (root) => edit(root, 'data/experiments/e.yaml', 'seed: 1', 'seed: 2'),
    /not reproducible from this tree: experiment: \w{12}, here \w{12}/,
  ],
];

describe('tampering with evidence', () => {
  const planted = () => plantedProject([hypothesis('flushes < 4')], [first, contrary]);

  test('what was committed is in order, signed and unsigned', () => {
    const root = planted();
    expect(checkEvidence(root)).toEqual([]);
    sign(root, file(first));
    allow(root, 'namespaces="warrant"');
    expect(checkEvidence(root)).toEqual([]);
  });

  test.each(ways)('%s is found by name', (_, tamper, finding) => {
    const root = planted();
    tamper(root);
    const found = checkEvidence(root).map(({ file: name, what }) => `${name}: ${what}`);
    expect(found.join('\n')).toMatch(finding);
  });
});
