/**
 * The message of an Apple Mail file: its length in bytes on the first line, the message, and a property
 * list with flags. A length that lies gives way to where the list begins.
 */
export function emlxMessage(file: Buffer): Buffer {
  const start = file.indexOf(10) + 1;
  const length = Number.parseInt(file.toString('latin1', 0, start), 10);
  const list = file.lastIndexOf('<?xml ', undefined, 'latin1');
  const told = start + length;
  const believable =
    told <= file.length && /^\s*(?:<\?xml |$)/.test(file.toString('latin1', told, told + 64));
  if (believable) return file.subarray(start, told);
  return file.subarray(start, list > start && file[list - 1] === 10 ? list : file.length);
}
