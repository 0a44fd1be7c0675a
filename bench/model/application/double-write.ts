import { pageBytes } from '../fs/page.ts';
import type { Act, Part } from './act.ts';
import { type Application, numberOf } from './application.ts';

const dataPages = 96;
const operations = 48;
const [area, data] = [0, 1];

/**
 * A storage engine with pages of `size` bytes that writes every changed page twice, as InnoDB does
 * against torn pages: `batch` pages to the double-write area, durable; then each to its place,
 * durable. A crash finds a whole page in one of the two. Over holes every page is written once, in
 * random order, as when the store is filled; over written files pages are drawn at random.
 */
export const doubleWrite: Application = {
  layout: () => ({ files: 2, pages: dataPages, blocks: 2 * dataPages + 40, creates: false }),
  *acts(setting, random) {
    const size = numberOf(setting, 'size');
    const batch = numberOf(setting, 'batch');
    const places = Math.floor((dataPages * pageBytes) / size);
    if (batch > places) throw new Error(`${batch} pages of ${size} B are more than the ${places}`);
    const filled = setting['state'] === 'overwrite';
    if (filled) yield* warmUp(places, size);
    yield { kind: 'measure' };
    if (filled) {
      for (let i = 0; i < operations; i++) yield* write(distinct(batch, places, random), size);
      return;
    }
    const order = distinct(places, places, random);
    for (let at = 0; at + batch <= places; at += batch) {
      yield* write(order.slice(at, at + batch), size);
    }
  },
};

function* warmUp(places: number, size: number): Generator<Act> {
  for (let page = 0; page < places; page++) yield* write([page], size);
}

function* write(pages: readonly number[], size: number): Generator<Act> {
  const copies = pages.map((_, at): Part => ({ file: area, at: at * size, bytes: size }));
  const homes = pages.map((page): Part => ({ file: data, at: page * size, bytes: size }));
  for (const parts of [copies, homes]) {
    for (const part of parts) yield { kind: 'store', ...part };
    yield { kind: 'durable', parts };
  }
  yield { kind: 'done', payload: pages.length * size };
}

function distinct(count: number, below: number, random: (below: number) => number): number[] {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(random(below));
  return [...drawn];
}
