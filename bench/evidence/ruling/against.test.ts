import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { changeReport, rulingsAgainst } from './against.ts';

const ruled = (word: string, sentence: string) => ({
  schemaVersion: 1,
  review: 'r',
  rulings: [
    {
      claim: 'c-000000000000',
      ruling: { word, sentence, scopes: [], verdicts: [], exhibit: null },
    },
  ],
});

function project() {
  const root = mkdtempSync(join(tmpdir(), 'against-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'data/rulings'), { recursive: true });
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  const publish = (word: string, sentence: string) =>
    writeFileSync(join(root, 'data/rulings/r.json'), JSON.stringify(ruled(word, sentence)));
  git('init', '-q', '-b', 'main');
  publish('holds', 'Holds.');
  git('add', '-A');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'one');
  return { root, publish };
}

test('a ruling that turned is told with both sentences', () => {
  const { root, publish } = project();
  publish('fails', 'Fails: 3 cases.');
  const report = changeReport(rulingsAgainst(root, 'main'), 'main');
  expect(report).toMatch(
    /^1 rulings changed their word against main\nc-000000000000 holds → fails/,
  );
  expect(report).toContain('before: Holds.');
  expect(report).toContain('now:    Fails: 3 cases.');
});

test('the same word on other evidence is counted apart, and no change says so', () => {
  const { root, publish } = project();
  expect(rulingsAgainst(root, 'main')).toEqual([]);
  publish('holds', 'Holds: 9 cases.');
  expect(changeReport(rulingsAgainst(root, 'main'), 'main')).toBe(
    '0 rulings changed their word against main\n1 more have the same word on other evidence\n',
  );
});

test.each(['nowhere', '--help'])('a revision %j that git does not know is refused', (ref) => {
  expect(() => rulingsAgainst(project().root, ref)).toThrow(/git knows no revision/);
});
