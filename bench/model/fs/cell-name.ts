import type { World } from './machine.ts';

/** A cell (`pageIndex`) as texts name it. */
export function cellName({ geometry: g }: World, cell: number): string {
  const file = Math.floor(cell / g.fileBlocks);
  const offset = cell % g.fileBlocks;
  return file === g.files ? `block ${offset} of the chunk` : `block ${offset} of file ${file}`;
}
