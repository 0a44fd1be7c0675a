import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { packTar } from 'modern-tar';
import { afterAll, expect, test } from 'vitest';
import { Fault } from '../../data/schema/fault.ts';
import { parseBatch } from '../pipeline/batch.ts';
import { storedZip } from './fixture/zip.ts';
import { openSource } from './open.ts';
import type { RawItem } from './raw.ts';

const folder = mkdtempSync(join(tmpdir(), 'fuzz-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Mail {
  readonly id: string;
  readonly lines: readonly string[];
}
const bodyOf = ({ lines }: Mail) => `${lines.join('\n')}\n`;
const textOf = (mail: Mail) =>
  `From: Nora <nora@x.org>\nMessage-ID: <${mail.id}@x>\nSubject: ${mail.id}\n\n${bodyOf(mail)}`;
const quoted = (mail: Mail) => textOf(mail).replace(/^(>*From )/gm, '>$1');

/** Lines that look like what parts messages in some form, but not in the form that is written. */
const line = fc.oneof(
  fc.stringMatching(/^[ -~]{0,60}$/),
  fc.constantFrom(
    'From here on',
    '>From there',
    'Subject: none',
    '',
    '--',
    '*** end',
    '#! rnews',
    '[{"id":1}]',
    '123',
  ),
);
const mails = fc
  .array(fc.array(line, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 })
  .map((bodies): Mail[] => bodies.map((lines, i) => ({ id: `m${i}`, lines: [...lines, 'end.'] })));

const mmdf = '\u0001\u0001\u0001\u0001\n';
/** Each form as a function from messages to bytes. */
const forms: Readonly<Record<string, (mails: readonly Mail[]) => Buffer | Promise<Buffer>>> = {
  mbox: (all) => text(all.map((m) => `From n@x Sat Mar  5 09:10:11 2011\n${mboxo(m)}\n`)),
  mboxrd: (all) => text(all.map((m) => `From mboxrd@z Thu Jan  1 00:00:00 1970\n${quoted(m)}\n`)),
  'mbox without dates': (all) => text(all.map((m) => `From n@x\n${mboxo(m)}\n`)),
  MMDF: (all) => text(all.map((m) => `${mmdf}${textOf(m)}${mmdf}`)),
  Babyl: (all) =>
    text([
      'BABYL OPTIONS:\n\u001f',
      ...all.map((m) => `\u000c\n0,,\n*** EOOH ***\n${textOf(m)}\u001f`),
    ]),
  rnews: (all) => text(all.map((m) => `#! rnews ${textOf(m).length}\n${textOf(m)}`)),
  JMAP: (all) =>
    text([
      JSON.stringify(
        all.map((m) => ({
          messageId: [`${m.id}@x`],
          from: [{ email: 'nora@x.org' }],
          bodyValues: { 1: { value: bodyOf(m) } },
          textBody: [{ partId: '1' }],
        })),
      ),
    ]),
  zip: (all) => storedZip(all.map((m) => ({ name: `${m.id}.eml`, data: Buffer.from(textOf(m)) }))),
  async tar(all) {
    const entry = (m: Mail) => ({
      header: { name: `${m.id}.eml`, size: textOf(m).length },
      body: textOf(m),
    });
    return Buffer.from(await packTar(all.map(entry)));
  },
};
const text = (parts: readonly string[]) => Buffer.from(parts.join(''), 'latin1');
const mboxo = (mail: Mail) => textOf(mail).replace(/^From (?!Nora)/gm, '>From ');

let count = 0;
async function read(bytes: Buffer) {
  const file = join(folder, `${count++ % 10}`);
  writeFileSync(file, bytes);
  const signal = new AbortController().signal;
  const source = await openSource(file, undefined, { cwd: '/', stdin: process.stdin, signal });
  const items: RawItem[] = [];
  for await (const item of source.read(null)) items.push(item);
  const parsed = await parseBatch({ ref: source.ref, items });
  source.close();
  return { items, ...parsed };
}

test.each(Object.keys(forms))(
  '%s: every message comes back with its words, packed or not',
  async (form) => {
    await fc.assert(
      fc.asyncProperty(mails, fc.constantFrom('plain', 'gzip', 'zstd'), async (all, packing) => {
        const plain = (await forms[form]?.(all)) ?? Buffer.alloc(0);
        const pack =
          form === 'zip' || packing === 'plain'
            ? (b: Buffer) => b
            : packing === 'gzip'
              ? gzipSync
              : zstdCompressSync;
        const { messages, rejected } = await read(pack(plain));
        expect(rejected).toEqual([]);
        expect(messages.map(({ messageId, body }) => [messageId, unmarked(body)])).toEqual(
          all.map((mail) => [`<${mail.id}@x>`, unmarked(bodyOf(mail))]),
        );
      }),
      { numRuns: 25 },
    );
  },
);

/** An mboxo reader cannot tell a `>` of its writer's from an author's. */
const unmarked = (body: string) => body.replace(/^>+(?=From )/gm, '');

test.each(Object.keys(forms))(
  '%s: broken bytes end in messages and reasons, each counted',
  async (form) => {
    const change = fc.record({
      at: fc.nat(),
      kind: fc.constantFrom('flip', 'cut', 'insert', 'repeat', 'drop'),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(
        mails,
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (all, changes, packed) => {
          let bytes: Buffer = (await forms[form]?.(all)) ?? Buffer.alloc(0);
          if (packed && form !== 'zip') bytes = gzipSync(bytes);
          for (const { at, kind, bytes: more } of changes)
            bytes = changed(bytes, at, kind, Buffer.from(more));
          try {
            const { items, messages, rejected, digested } = await read(bytes);
            expect(messages.length + rejected.length).toBe(items.length + digested);
            expect(rejected.every(({ where, reason }) => where !== '' && reason !== '')).toBe(true);
          } catch (caught) {
            expect(caught).toBeInstanceOf(Fault); // no mail at all: refused as a whole
          }
        },
      ),
      { numRuns: 60 },
    );
  },
);

function changed(bytes: Buffer, where: number, kind: string, more: Buffer): Buffer {
  const at = bytes.length === 0 ? 0 : where % bytes.length;
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  if (kind === 'cut') return before;
  if (kind === 'insert') return Buffer.concat([before, more, after]);
  if (kind === 'repeat') return Buffer.concat([before, after, after]);
  if (kind === 'drop') return Buffer.concat([before, after.subarray(more.length)]);
  return Buffer.concat([
    before,
    Buffer.from([(after[0] ?? 0) ^ (more[0] ?? 1)]),
    after.subarray(1),
  ]);
}
