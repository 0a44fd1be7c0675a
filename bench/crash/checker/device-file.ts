import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { pageSize } from '../../machine/page.ts';

const zeros = Buffer.alloc(pageSize);

/** A file that is a device; of what it should hold next only what differs is written. */
export class DeviceFile {
  readonly #file: number;
  #held: ReadonlyMap<number, Buffer> = new Map();

  constructor(path: string, size: number) {
    this.#file = openSync(path, 'wx');
    ftruncateSync(this.#file, size);
  }

  /** Pages by offset; all others are zeros. */
  hold(wanted: ReadonlyMap<number, Buffer>): void {
    for (const [at, page] of wanted)
      if (this.#held.get(at) !== page) writeSync(this.#file, page, 0, pageSize, at);
    for (const at of this.#held.keys())
      if (!wanted.has(at)) writeSync(this.#file, zeros, 0, pageSize, at);
    this.#held = wanted;
  }

  close(): void {
    closeSync(this.#file);
  }
}
