import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Command, Io } from '../data/schema/command.ts';
import { exitCode, Fault } from '../data/schema/fault.ts';
import { type Finding, findingLine } from '../data/schema/finding.ts';
import { jsonDocument } from '../data/schema/format.ts';
import { storeOption, storePath } from '../data/schema/store/path.ts';

/** What is checked, in order; each loads its room only when its turn comes. */
const checks: readonly (readonly [
  string,
  (io: Io, store: string) => Promise<readonly Finding[]>,
])[] = [
  [
    'evidence',
    async (io) => (await import('../bench/evidence/check/check.ts')).checkEvidence(io.root),
  ],
  [
    'experiments',
    async (io) => (await import('../bench/check-experiments.ts')).checkExperiments(io.root),
  ],
  [
    'litmus files and device profiles',
    async (io) => (await import('../bench/check-material.ts')).checkMaterial(io.root),
  ],
  ['people', checkPeople],
  ['store', checkTheStore],
  [
    'reviews',
    async (io) => (await import('../ingest/curate/placeholders.ts')).placeholders(io.root),
  ],
  [
    'reviewed claims',
    async (io, store) => (await import('../ingest/curate/lint.ts')).lintWith(io.root, store),
  ],
  [
    'links of the built site',
    built(async (dist, io) =>
      (await import('../site/check/links.ts')).checkLinks(dist, io.env['WARRANT_BASE'] ?? '/'),
    ),
  ],
  ['exhibits of the built site', built(checkBuiltExhibits)],
  [
    'rulings of the built site',
    built(async (dist) => (await import('../site/check/ruled-pages.ts')).checkRuledPages(dist)),
  ],
];

export const command: Command = {
  usage: '[--json] [--store FILE] | --against REF [--json]',
  summary: 'everything in data/ is well-formed, every link resolves, every verdict recomputes',
  options: { ...storeOption, json: { type: 'boolean' }, against: { type: 'string' } },
  async run({ values, io }) {
    if (values['against'] !== undefined) {
      return compared(String(values['against']), values['json'] === true, io);
    }
    const findings: Finding[] = [];
    let store = storePath(values, io);
    if (values['store'] !== undefined && !existsSync(store)) {
      throw new Fault('inputRefused', `${store}: no store`, 'check the path given with --store');
    }
    for (const [what, check] of checks) {
      const found = await check(io, store);
      // A damaged store tells nothing of the claims.
      if (what === 'store' && found.length > 0) store = '';
      findings.push(...found);
      io.err(`${what}: ${summary(found)}\n`);
    }
    if (values['json'] === true) io.out(jsonDocument({ schemaVersion: 1, findings }));
    else for (const finding of findings) io.out(`${findingLine(finding)}\n`);
    return findings.every(({ note }) => note) ? exitCode.done : exitCode.checkFailed;
  },
};

/** What this tree does to rulings, for a pull request: a report and no judgement. */
async function compared(ref: string, json: boolean, io: Io) {
  const { changeReport, rulingsAgainst } = await import('../bench/evidence/ruling/against.ts');
  const changes = rulingsAgainst(io.root, ref);
  if (json) io.out(jsonDocument({ schemaVersion: 1, against: ref, changes }));
  else io.out(changeReport(changes, ref));
  return exitCode.done;
}

function summary(found: readonly Finding[]): string {
  const notes = found.filter(({ note }) => note).length;
  const faults = found.length - notes;
  const told = notes === 0 ? '' : `, ${notes} to know`;
  return `${faults === 0 ? 'in order' : `${faults} to mend`}${told}`;
}

/** A site that was never built has nothing to be checked. */
function built(check: (dist: string, io: Io) => Promise<readonly Finding[]>) {
  return async (io: Io): Promise<readonly Finding[]> => {
    const dist = join(io.root, 'dist');
    return existsSync(dist) ? check(dist, io) : [];
  };
}

async function checkPeople(io: Io): Promise<readonly Finding[]> {
  (await import('../data/schema/people.ts')).loadPeople(io.root);
  return [];
}

async function checkTheStore(_io: Io, store: string): Promise<readonly Finding[]> {
  if (!existsSync(store)) return [];
  const { checkStore } = await import('../data/schema/store/integrity.ts');
  const { contentHash } = await import('../ingest/pipeline/content-hash.ts');
  return checkStore(store, contentHash);
}

/** What stands beside a verdict belongs to it, and no page tells where its builder's files lie. */
async function checkBuiltExhibits(dist: string, io: Io): Promise<readonly Finding[]> {
  const [{ checkExhibits }, { publishedBelow }, { checkPrivatePaths }] = await Promise.all([
    import('../site/check/exhibits.ts'),
    import('../site/check/published.ts'),
    import('../site/check/private-paths.ts'),
  ]);
  return [
    ...checkExhibits(dist, publishedBelow(io.root)),
    ...checkPrivatePaths(dist, [io.root, homedir()]),
  ];
}
