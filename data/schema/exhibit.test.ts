import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseExhibit, exhibitsOf, fits } from './exhibit.ts';
import { Run } from './run.ts';
import { VerdictFile } from './verdict.ts';

const runs = new Map(
  readdirSync('data/results', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('/model/') && name.endsWith('.json'))
    .map((name) => Run.parse(JSON.parse(readFileSync(join('data/results', name), 'utf8'))))
    .map((run) => [run.id as string, run]),
);
const find = (id: string) => runs.get(id);
const verdictOf = (hypothesis: string) => {
  const text = readFileSync(`data/verdicts/${hypothesis}.json`, 'utf8');
  const [verdict] = VerdictFile.parse(JSON.parse(text)).current;
  if (!verdict) throw new Error(`${hypothesis} has no verdict`);
  return verdict;
};
const usual = { metadata: 'wal', persistency: 'adr' };

test('a page gets a trace under its own conditions, or none', () => {
  const verdict = verdictOf('pointer-survives-user-flush');
  const where = { approach: 'map-sync', faultSync: false, metadata: 'wal' };
  expect(chooseExhibit(verdict, find, where, usual)?.conditions).toMatchObject({
    ...where,
    ...usual,
  });
  expect(chooseExhibit(verdict, find, { ...where, faultSync: true }, usual)).toBeNull();
  expect(chooseExhibit(verdict, find, { metadata: 'no-such' }, usual)).toBeNull();
});

test('where some case breaks as usual, no other is shown', () => {
  const verdict = verdictOf('pointer-survives-user-flush');
  const all = exhibitsOf(verdict, find);
  expect(all.some(({ conditions }) => !fits(conditions, usual))).toBe(true);
  expect(chooseExhibit(verdict, find, {}, usual)?.conditions).toMatchObject(usual);
});
