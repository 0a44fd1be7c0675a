import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReader } from '../../../data/schema/store/open.ts';
import { command as ingest } from '../../commands/ingest.ts';
import { mailbox, openWorkbench, projectRoot, type Workbench } from '../../commands/workbench.ts';
import {
  extractorVersion,
  loadClassifier,
  weightsFile,
  weightsText,
  writtenModel,
  writtenVector,
} from '../judge/weights.ts';
import { claimsLine, deriveClaims } from './derive-claims.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
});
afterEach(() => bench.clean());

const stored = () => {
  const reader = openReader(bench.store);
  const claims = [...reader.claims()].map((claim) => [claim, reader.relationsOf(claim.id)]);
  reader.close();
  return claims;
};

test('a second run finds nothing to do and leaves everything as it was', () => {
  const before = stored();
  expect(before.length).toBeGreaterThan(0);
  expect(deriveClaims(bench.root, bench.store, 'all')).toEqual({ messages: 0, claims: 0, left: 0 });
  expect(stored()).toEqual(before);
});

test('a message that joins a thread later leads to what ingesting both at once gives', async () => {
  const late = await openWorkbench();
  const [one = '', two = ''] = mailbox.split(/(?=^From b@)/m);
  const store = join(late.root, 'late.sqlite');
  for (const [name, text] of [
    ['two.mbox', two],
    ['one.mbox', one],
  ] as const) {
    writeFileSync(join(late.root, name), text);
    await late.run(ingest, name, '--store', store);
  }
  const reader = openReader(store);
  const claims = [...reader.claims()].map((claim) => [claim, reader.relationsOf(claim.id)]);
  reader.close();
  late.clean();
  expect(claims).toEqual(stored());
});

test('the committed weights read back to the text they are written as', () => {
  const file = weightsFile(projectRoot);
  const { classifier, words } = loadClassifier(file);
  if (!classifier) throw new Error('no weights');
  const copy = join(bench.root, 'copy.json');
  const trained = { statements: 1, messages: 1, settings: {} };
  writeFileSync(
    copy,
    weightsText({
      schemaVersion: 2,
      trained,
      words: words.map(writtenVector),
      kind: writtenModel(classifier.kind),
      stance: writtenModel(classifier.stance),
    }),
  );
  const again = loadClassifier(copy);
  expect(again.classifier).toEqual(classifier);
  expect(extractorVersion(copy)).not.toBe(extractorVersion(file));
  writeFileSync(copy, '{"schemaVersion":1}');
  expect(() => loadClassifier(copy)).toThrow(/copy\.json/);
});

test('says what waits', () => {
  expect(claimsLine({ messages: 0, claims: 0, left: 5 })).toContain('5 messages wait');
  expect(claimsLine({ messages: 0, claims: 0, left: 0 })).toBe('');
});
