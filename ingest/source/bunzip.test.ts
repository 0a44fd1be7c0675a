import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bunzip } from './bunzip.ts';

/** What bzip2 makes of `the log wraps\n`, so that a machine without the tool tests something too. */
const packed = Buffer.from(
  'QlpoOTFBWSZTWd4/bkcAAAZRgAAQQAAixNyAIAAxANABTAGmgeBWbYBJjhdyRThQkN4/bkc=',
  'base64',
);

async function decoded(bytes: Buffer, size = 7, limit: (n: number) => void = () => undefined) {
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  })();
  const out = [];
  for await (const chunk of bunzip(chunks, limit)) out.push(chunk);
  return Buffer.concat(out);
}

const tool = (() => {
  try {
    execFileSync('bzip2', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test('text of any pieces, one stream after another', async () => {
  expect((await decoded(packed)).toString()).toBe('the log wraps\n');
  expect((await decoded(Buffer.concat([packed, packed]))).toString()).toBe(
    'the log wraps\n'.repeat(2),
  );
});

test('flipped and cut bytes end in an error, never in other text', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(packed.length - 1),
      fc.integer({ min: 1, max: 255 }),
      async (at, flip) => {
        const bytes = Buffer.from(packed);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        // Bits that pad the stream, or choose among tables that are not used, carry nothing.
        const text = await decoded(bytes).then(String, () => null);
        expect([null, 'the log wraps\n']).toContain(text);
        await expect(decoded(packed.subarray(0, at === 0 ? 1 : at))).rejects.toThrow();
      },
    ),
  );
});

test.skipIf(!tool)(
  'what bzip2 packs comes back, and a bomb is stopped inside its block',
  async () => {
    const text = Buffer.from(
      Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 9973).join(' '),
    );
    expect((await decoded(execFileSync('bzip2', { input: text }), 5000)).equals(text)).toBe(true);
    const bomb = execFileSync('bzip2', { input: Buffer.alloc(5_000_000) });
    let kept = 0;
    const limit = (n: number) => {
      kept += n;
      if (kept > 200_000) throw new Error('too much');
    };
    await expect(decoded(bomb, 100, limit)).rejects.toThrow('too much');
  },
);
