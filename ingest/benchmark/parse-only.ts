import { parseMessage } from '../mime/message.ts';
import { FileSource } from '../source/file-source.ts';
import { inspectFile } from '../source/inspect.ts';
import { unquoteFrom } from '../source/mbox.ts';

/** Splits and parses an mbox on one thread and drops the result: the ceiling of a single parser. */
const file = process.argv[2] ?? '';
const started = performance.now();
const { compression } = await inspectFile(file, file, 'mbox');
const source = new FileSource(file, file, 'mbox', compression);
let count = 0;
for await (const item of source.read()) {
  if (item.kind !== 'mail') continue;
  const bytes = Buffer.from(item.bytes.buffer, item.bytes.byteOffset, item.bytes.byteLength);
  if (parseMessage(unquoteFrom(bytes, item.quoting), source.ref).ok) count += 1;
}
process.stdout.write(`${count} ${(performance.now() - started) / 1000}\n`);
