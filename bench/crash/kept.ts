import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { Fault, messageOf } from '../../data/schema/fault.ts';
import { sha256 } from '../../data/schema/hash.ts';
import type { Subject, Tried } from './explore.ts';
import { runsFile } from './image.ts';
import { outcomeOf, outcomes } from './outcome.ts';

/** A crash image with all that is needed to recover it again. */
const Kept = z.strictObject({
  schemaVersion: z.literal(1),
  /** What it shows, one sentence. */
  title: z.string(),
  kernel: z.string(),
  fs: z.string(),
  size: z
    .int()
    .positive()
    .max(256 << 20),
  options: z.string(),
  oracle: z.array(z.string()),
  /** Files that the oracle needs in the guest, by path: base64. */
  files: z.record(z.string(), z.string()).optional(),
  /** Promises made before the crash. */
  promises: z.array(z.string()),
  /** What was on the device when recording began, and what differs after the crash: base64 of runs. */
  base: z.string(),
  image: z.string(),
  outcome: z.enum(outcomes),
  /** What the kernel said while it refused. */
  words: z.array(z.string()),
  lost: z.array(z.string()),
  kept: z.array(z.string()),
});
export type Kept = z.infer<typeof Kept>;

export function keptOf(
  kernel: string,
  title: string,
  subject: Subject,
  { question, found }: Tried,
): Kept {
  const { fs, size, options, oracle, files, promises, log } = subject;
  return {
    schemaVersion: 1,
    title,
    kernel,
    fs,
    size,
    options,
    oracle: [...oracle],
    ...(files === undefined ? {} : { files: encoded(files) }),
    promises: promises.slice(0, question.promised),
    base: runsFile(log.base).toString('base64'),
    image: runsFile(question.image).toString('base64'),
    outcome: outcomeOf(found),
    words: [...found.words],
    lost: [...found.lost],
    kept: [...found.kept],
  };
}

const encoded = (files: NonNullable<Subject['files']>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, Buffer.from(content).toString('base64')]),
  );

/** The subject of a kept image, recorded as far as its base. */
export function keptSubject(kept: Kept): Subject {
  const { fs, size, options, oracle, files = {}, promises, base } = kept;
  return {
    fs,
    size,
    options,
    oracle,
    promises,
    files: Object.fromEntries(
      Object.entries(files).map(([name, content]) => [name, Buffer.from(content, 'base64')]),
    ),
    log: { base: runsOf(base), events: [] },
  };
}

/** Writes an image under the hash of its content, and returns the file. */
export function writeKept(folder: string, kept: Kept): string {
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify(kept);
  const file = join(folder, `i-${sha256(text).slice(0, 16)}.json.gz`);
  writeFileSync(file, gzipSync(text, { level: 9 }));
  return file;
}

/** A small file that unpacks to a gigabyte is ended here. */
const maximumOutput = 512 << 20;

/** @throws Fault `inputRefused` for what is no kept image. */
export function readKept(file: string): Kept {
  try {
    const text = gunzipSync(readFileSync(file), { maxOutputLength: maximumOutput }).toString(
      'utf8',
    );
    return Kept.parse(JSON.parse(text));
  } catch (caught) {
    throw new Fault(
      'inputRefused',
      `${file} is no kept crash image: ${messageOf(caught).slice(0, 200)}`,
      'name a file i-….json.gz that a search wrote',
    );
  }
}

/** The runs of a kept image's base or delta, by offset. */
export function runsOf(text: string): Map<number, Buffer> {
  const file = Buffer.from(text, 'base64');
  const runs = new Map<number, Buffer>();
  for (let at = 0; at + 16 <= file.length; ) {
    const [offset, size] = [file.readBigUInt64LE(at), file.readBigUInt64LE(at + 8)].map(Number) as [
      number,
      number,
    ];
    runs.set(offset, file.subarray(at + 16, at + 16 + size));
    at += 16 + size;
  }
  return runs;
}

/** The device as it was left, byte by byte: for `mount -o loop`, or any other tool. */
export function rawImage(kept: Kept): Buffer {
  const device = Buffer.alloc(kept.size);
  for (const text of [kept.base, kept.image])
    for (const [at, bytes] of runsOf(text)) bytes.copy(device, at);
  return device;
}
