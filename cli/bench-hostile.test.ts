import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { dispatch } from './dispatch.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
const victim = join(folder, 'mine/letter');
const out = join(folder, 'out');
const path = process.env['PATH'];
beforeAll(() => {
  mkdirSync(join(folder, 'mine'));
  writeFileSync(victim, 'dear');
  mkdirSync(join(folder, 'empty'));
  process.env['PATH'] = join(folder, 'empty'); // neither compiler nor QEMU: what would start is lacking
});
afterAll(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true });
});

async function run(text: string, substrate: string): Promise<readonly [number, string]> {
  const file = join(folder, 'mine/e.yaml');
  writeFileSync(file, text);
  let said = '';
  const io = {
    out: () => {},
    err: (line: string) => {
      said += line;
    },
    stdin: Readable.from([]),
    env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') },
    cwd: join(folder, 'mine'),
    root: process.cwd(),
    terminal: false,
    signal: new AbortController().signal,
  };
  const code = await dispatch(['bench', 'run', file, '--substrate', substrate, '--out', out], io);
  return [code, said];
}

const words = [
  'ext4',
  'xfs',
  'btrfs',
  'tmpfs',
  'disk',
  'msync',
  'clwb',
  'hole',
  'overwrite',
  'fsync',
  'map-sync',
  'virtio-blk',
  'error',
  '6.1',
  '6.12',
  'pte',
  'none',
  '../../etc',
  '/dev/vda',
  `overwrite device=1 path=${victim}`,
  'a\nb',
  '$(touch x)',
  "';touch x;'",
  '\u0000',
  '',
];
const value = fc.oneof(
  fc.constantFrom(...words),
  fc.string({ maxLength: 12 }),
  fc.integer(),
  fc.constantFrom(64, 8, 0, -64, 3, 2 ** 40, 1e308, Number.NaN),
  fc.boolean(),
  fc.constant(null),
);
const axis = fc.constantFrom(
  ...[
    'approach',
    'operation',
    'fs',
    'state',
    'size',
    'dirty',
    'kernel',
    'device',
    'layer',
    'mkfs',
    'mount',
  ],
  ...[
    'cpus',
    'batch',
    'mutation',
    'mapping',
    'colour',
    '__proto__',
    'a b',
    'descriptor',
    'metadata',
  ],
);
const parameters = fc.dictionary(axis, fc.oneof(fc.array(value, { maxLength: 3 }), value), {
  maxKeys: 7,
});
const experiment = fc.record(
  {
    id: fc.constantFrom('mine', 'a-b', '../x', ''),
    title: fc.constant('t'),
    question: fc.constant('q'),
    substrates: fc.constant(['model', 'guest', 'host']),
    workload: fc.constantFrom(
      ...[
        'durable-store',
        'interference',
        'crash',
        'program',
        'redo-log',
        'key-value',
        'append-pointer',
      ],
      ...['durable-stores', 'sync-fault', 'application', 'stranded-capacity', 'x', 'constructor'],
    ),
    program: fc.constantFrom('fsync-after-error.c', '../../etc/passwd', 'no-such.c', 'a.sh'),
    parameters,
    except: fc.array(fc.dictionary(axis, value, { maxKeys: 2 }), { maxLength: 2 }),
    quick: parameters,
    metrics: fc.array(fc.constantFrom('instructions', 'x', '__proto__'), { maxLength: 2 }),
    declares: fc.dictionary(fc.constantFrom('x', 'instructions'), fc.anything(), { maxKeys: 1 }),
    requires: fc.constantFrom('x == 1', '((', ''),
    invariants: fc.constantFrom([], ['acknowledged-survives'], ['joy']),
    budget: fc.constantFrom(100, -1),
  },
  { requiredKeys: ['id', 'title', 'question', 'substrates', 'workload', 'parameters'] },
);
const text = fc.oneof(
  { weight: 8, arbitrary: experiment.map((one) => stringify(one)) },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.anything().map((one) => stringify(one) ?? '') },
);

test('no experiment file is a bug of ours, and none writes outside the folder of its run', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('model', 'guest', 'host'), async (yaml, substrate) => {
      const [code, said] = await run(yaml, substrate);
      expect([0, 2, 3, 4], `${said}\n${yaml}`).toContain(code);
      if (code !== 0) expect(said).toMatch(/^warrant: |\nwarrant: /);
      expect(readFileSync(victim, 'utf8')).toBe('dear');
      expect(readdirSync(join(folder, 'mine')).sort()).toEqual(['e.yaml', 'letter']);
      expect(existsSync(join(folder, 'x'))).toBe(false);
    }),
    { numRuns: 300, seed: Number(process.env['FC_SEED'] ?? 12) }, // another seed, another search
  );
});
