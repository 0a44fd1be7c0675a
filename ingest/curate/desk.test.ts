import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { MessageId, ReviewId, ThreadId } from '../../data/schema/ids.ts';
import { fileFor } from './desk.ts';

const review = ReviewId.parse('r');
const message = (id: string) => ({
  messageId: MessageId.parse(id),
  threadId: ThreadId.parse('t-000000000000'),
  inReplyTo: null,
  references: [],
  from: { name: 'Ada Author', address: 'ada@example.org' },
  date: '2026-01-02T03:04:05.000Z',
  subject: 's',
  body: 'b',
  ghost: false,
  sources: [],
});

test('two messages of one author and minute have a file each', () => {
  const root = mkdtempSync(join(tmpdir(), 'desk-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const first = fileFor(root, review, message('<1@example.org>'));
  expect(first.path).toBe('data/claims/r/2026-01-02-0304-author.yaml');
  mkdirSync(join(root, 'data/claims/r'), { recursive: true });
  writeFileSync(join(root, first.path), stringify(first.content));

  const second = fileFor(root, review, message('<2@example.org>'));
  expect(second.path).toMatch(/^data\/claims\/r\/2026-01-02-0304-author-[0-9a-f]{6}\.yaml$/);
  expect(second.content.message.id).toBe('<2@example.org>');
  expect(fileFor(root, review, message('<1@example.org>')).content).toEqual(first.content);
});

test('an author without a name is called by the address, and not by its domain', () => {
  const from = { name: '', address: 'ada.author@mail.example.com' };
  const { path } = fileFor(tmpdir(), review, { ...message('<3@example.org>'), from });
  expect(path).toBe('data/claims/r/2026-01-02-0304-author.yaml');
});
