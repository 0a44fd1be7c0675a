import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../../data/schema/canonical.ts';
import type { Finding } from '../../../data/schema/finding.ts';
import { readRulingFile } from '../../../data/schema/ruling/load-rulings.ts';
import type { RulingFile } from '../../../data/schema/ruling/ruling.ts';
import type { Run } from '../../../data/schema/run.ts';
import type { Catalogue } from '../catalogue.ts';
import { readClaims, readUsual, rulingPath, rulings } from '../ruling/rulings.ts';
import { judgeAll } from '../verdict/judge-all.ts';
import { attempt } from './finding-of.ts';

const next = 'publish it again with ./warrant bench publish and review what changed';

/** Every ruling recomputes from hypotheses and runs, and none stands for a claim that is not there. */
export function checkRulings(root: string, catalogue: Catalogue, runs: readonly Run[]): Finding[] {
  // Whatever keeps claims, predicates or runs from being read is a finding of another check.
  const asked = attempt(root, root, () =>
    rulings(catalogue, readClaims(root), judgeAll(catalogue, runs), runs, readUsual(root)),
  );
  if ('finding' in asked) return [];
  const folder = join(root, 'data/rulings');
  const known = new Set(asked.value.map(({ review }) => `${review}.json`));
  const stray = existsSync(folder) ? readdirSync(folder).filter((name) => !known.has(name)) : [];
  return [
    ...asked.value.flatMap((now) => recomputed(root, now)),
    ...stray.map((name) => ({ file: `data/rulings/${name}`, what: 'no such review', next })),
  ];
}

function recomputed(root: string, now: RulingFile): Finding[] {
  const path = rulingPath(root, now.review);
  const file = path.slice(root.length + 1);
  if (!existsSync(path)) return [{ file, what: 'is missing', next }];
  const read = attempt(root, path, () => readRulingFile(path));
  if ('finding' in read) return [read.finding];
  const published = new Map(read.value.rulings.map(({ claim, ruling }) => [claim, ruling]));
  const fresh = new Map(now.rulings.map(({ claim, ruling }) => [claim, ruling]));
  return [...new Set([...published.keys(), ...fresh.keys()])].flatMap((claim) => {
    const [was, is] = [published.get(claim), fresh.get(claim)];
    if (was && is && canonicalJson(was) === canonicalJson(is)) return [];
    // A claim just accepted as a judgement needs no run to say so.
    if (!was && is?.verdicts.length === 0) return [];
    const words = `${was?.word ?? 'no ruling'} is published, ${is?.word ?? 'no ruling'} follows`;
    const what = was?.word === is?.word ? 'its sentence, verdicts or exhibit differ' : words;
    return [{ file, what: `the ruling on ${claim} does not recompute: ${what}`, next }];
  });
}
