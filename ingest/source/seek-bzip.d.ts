/** What is used of seek-bzip 2.0.0, which is pinned: its blocks one by one, so that none waits for the next. */
declare module 'seek-bzip' {
  interface Input {
    readByte(): number;
    read(buffer: Buffer, offset: number, length: number): number;
  }
  class Bunzip {
    constructor(input: Input, output: { writeByte(byte: number): void });
    readonly reader: { read(bits: number): number };
    readonly streamCRC: number;
    /** Decodes a block, false where the stream has no more. */
    _init_block(): boolean;
    /** Writes the block to the output. */
    _read_bunzip(): number;
    /** Begins the stream that follows. */
    _start_bunzip(input: Input, output: { writeByte(byte: number): void }): void;
  }
  export = Bunzip;
}
