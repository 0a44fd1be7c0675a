import Bunzip from 'seek-bzip';

/** More than a block can take when packed: 900,000 bytes that do not pack, and its tables. */
const blockBytes = 1_000_000;

/**
 * Decodes bzip2, block by block as its bytes arrive; streams may follow one another, as pbzip2 writes them.
 * `limit` is called for every 64 KiB before they are kept: 40 bytes may be a block of 46 MB.
 */
export async function* bunzip(
  raw: AsyncIterable<Buffer>,
  limit: (length: number) => void,
): AsyncIterable<Buffer> {
  const input = new Input();
  const output = new Output(limit);
  let decoder: Bunzip | undefined;
  let open = false;
  const step = () => {
    if (!open) {
      if (decoder) decoder._start_bunzip(input, output);
      else decoder = new Bunzip(input, output);
      open = true;
    }
    if (decoder?._init_block()) decoder._read_bunzip();
    else {
      if (decoder && decoder.reader.read(32) >>> 0 !== decoder.streamCRC)
        throw new Error('bad checksum');
      open = false;
    }
  };
  for await (const chunk of raw) {
    input.add(chunk);
    while (input.length > blockBytes) step();
    yield* output.take();
  }
  while (open || input.length > 0) {
    step();
    yield* output.take();
  }
}

class Input {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;

  get length(): number {
    return this.#bytes.length - this.#at;
  }

  add(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes.subarray(this.#at), chunk]);
    this.#at = 0;
  }

  readByte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new Error('it ends early');
    this.#at += 1;
    return byte;
  }

  read(buffer: Buffer, offset: number, length: number): number {
    const count = this.#bytes.copy(buffer, offset, this.#at, this.#at + length);
    this.#at += count;
    return count;
  }
}

const sliceLength = 64 * 1024;

class Output {
  readonly #limit: (length: number) => void;
  #ready: Buffer[] = [];
  #slice = Buffer.allocUnsafe(sliceLength);
  #length = 0;

  constructor(limit: (length: number) => void) {
    this.#limit = limit;
  }

  writeByte(byte: number): void {
    if (this.#length === sliceLength) this.#cut();
    this.#slice[this.#length++] = byte;
  }

  #cut(): void {
    this.#limit(this.#length);
    this.#ready.push(this.#slice.subarray(0, this.#length));
    this.#slice = Buffer.allocUnsafe(sliceLength);
    this.#length = 0;
  }

  take(): Buffer[] {
    if (this.#length > 0) this.#cut();
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }
}
