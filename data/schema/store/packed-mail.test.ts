import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MessageId } from '../ids.ts';
import { packed, type Said, unpacked } from './packed-mail.ts';

const said = (body: string): Said => ({
  messageId: '<a@example.org>' as MessageId,
  references: [],
  from: { name: 'Ada', address: 'ada@example.org' },
  subject: 'Two copies',
  body,
});

test('any bytes come back as they were, whatever the message says', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 5000 }),
      fc.string({ unit: 'binary' }),
      (bytes, body) => {
        expect(Buffer.from(unpacked(packed(bytes, said(body)), said(body)))).toEqual(
          Buffer.from(bytes),
        );
      },
    ),
  );
});

test('what the message says takes next to no room, and another message does not unpack it', () => {
  const body = Array.from({ length: 400 }, (_, at) => `word${(at * 7919) % 1000}`).join(' ');
  const bytes = Buffer.from(`Subject: Two copies\n\n${body}\n`);
  const frame = packed(bytes, said(body));
  expect(frame.length).toBeLessThan(60);
  expect(frame.buffer.byteLength).toBe(frame.length);
  expect(() => unpacked(frame, said(body.replaceAll('word', 'woad')))).toThrow();
});

/** A frame that an earlier build packed: the dictionary may not change under a store. */
test('a frame from an earlier build is read', () => {
  const frame = Buffer.from(
    'KLUv/SRy9QAAKHgxCgoKBwB0+ABEiuNDF9QG5WEl+LBqvoASAgIB6da8EA==',
    'base64',
  );
  expect(Buffer.from(unpacked(frame, said('It waits.'))).toString()).toBe(
    'Received: by mail-wr1-f65.google.com with SMTP id x1\nDelivered-To: ada@example.org\nSubject: Two copies\n\nIt waits.\n',
  );
});
