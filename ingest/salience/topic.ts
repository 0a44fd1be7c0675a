import type { ClaimId } from '../../data/schema/ids.ts';
import { contentWords } from '../claim/read/analysis.ts';
import { tokens } from '../claim/read/tokens.ts';
import { speaker, type ThreadText } from './thread-text.ts';

/** How far a statement speaks of what its thread is about. */
export interface Topic {
  /** Likeness to the words of all other messages, 0 to 1. */
  readonly central: number;
  /** Likeness to the nearest statement that another person makes later, 0 to 1. */
  readonly echoed: number;
  /** Mean likeness to the three nearest of those. */
  readonly echoes: number;
  /** Likeness to the nearest statement of its author in another message, 0 to 1. */
  readonly again: number;
  /** Mean likeness to the other statements of its message, 0 to 1. */
  readonly neighbours: number;
  /** Likeness to what the opening message says, 0 to 1. */
  readonly opening: number;
}

type Vector = ReadonlyMap<string, number>;
interface Said {
  readonly id: ClaimId;
  readonly message: number;
  readonly who: string;
  readonly vector: Vector;
}

/**
 * Words weigh by rarity among messages, as in tf-idf, but those of one message alone count nothing:
 * they connect it to nothing else.
 */
export function topics(thread: ThreadText): ReadonlyMap<ClaimId, Topic> {
  const words = thread.map(({ claims }) =>
    claims.map(({ text }) => [...contentWords(tokens(text))]),
  );
  const inMessages = new Map<string, number>();
  for (const message of words)
    for (const word of new Set(message.flat()))
      inMessages.set(word, (inMessages.get(word) ?? 0) + 1);
  const weight = (word: string) => {
    const n = inMessages.get(word) ?? 0;
    return n < 2 ? 0 : Math.log(1 + thread.length / n);
  };
  const sums = words.map((message) => sum(message.map((own) => unit(own, weight))));
  const whole = sum(sums);
  const said = thread.flatMap((spoken, message): Said[] =>
    spoken.claims.map(({ id }, i) => ({
      id,
      message,
      who: speaker(spoken),
      vector: unit(words[message]?.[i] ?? [], weight),
    })),
  );
  const holders = holdersOf(said);
  const others = sums.map((own) => normal(minus(whole, own)));
  const opening = normal(sums[0] ?? new Map());
  return new Map(
    said.map((one) => [
      one.id,
      {
        central: dot(one.vector, others[one.message] ?? opening),
        ...likeness(one, said, holders),
        neighbours: neighbours(one, sums[one.message], words[one.message]?.length ?? 0),
        opening: one.message === 0 ? 0 : dot(one.vector, opening),
      },
    ]),
  );
}

/** A word in more statements than this finds no echo: keeps the search linear in a hostile thread. */
const mostHolders = 80;

function holdersOf(said: readonly Said[]): ReadonlyMap<string, readonly number[]> {
  const holders = new Map<string, number[]>();
  for (const [i, { vector }] of said.entries())
    for (const word of vector.keys()) {
      const list = holders.get(word);
      if (list) list.push(i);
      else holders.set(word, [i]);
    }
  return holders;
}

function likeness(
  one: Said,
  said: readonly Said[],
  holders: ReadonlyMap<string, readonly number[]>,
): Pick<Topic, 'echoed' | 'echoes' | 'again'> {
  const near = new Map<number, number>();
  for (const [word, own] of one.vector) {
    const others = holders.get(word) ?? [];
    if (others.length > mostHolders) continue;
    for (const i of others) {
      const other = said[i];
      if (!other || other.message === one.message) continue;
      near.set(i, (near.get(i) ?? 0) + own * (other.vector.get(word) ?? 0));
    }
  }
  let again = 0;
  const nearest = [0, 0, 0];
  for (const [i, like] of near) {
    const other = said[i];
    if (other?.who === one.who) again = Math.max(again, like);
    else if (other && other.message > one.message) {
      nearest.push(like);
      nearest.sort((a, b) => b - a).pop();
    }
  }
  return { echoed: nearest[0] ?? 0, echoes: nearest.reduce((a, b) => a + b, 0) / 3, again };
}

/** The sum over a message holds the statement itself, whose likeness to itself is 1 where it has any words. */
function neighbours({ vector }: Said, sum: Vector | undefined, count: number): number {
  if (!sum || count < 2 || vector.size === 0) return 0;
  return (dot(vector, sum) - 1) / (count - 1);
}

function unit(words: readonly string[], weight: (word: string) => number): Vector {
  return normal(
    new Map(words.map((word) => [word, weight(word)] as const).filter(([, w]) => w > 0)),
  );
}

function sum(vectors: readonly Vector[]): Vector {
  const total = new Map<string, number>();
  for (const vector of vectors)
    for (const [word, w] of vector) total.set(word, (total.get(word) ?? 0) + w);
  return total;
}

const minus = (all: Vector, part: Vector): Vector =>
  new Map([...all].map(([word, w]) => [word, Math.max(0, w - (part.get(word) ?? 0))]));

function normal(vector: Vector): Vector {
  let squares = 0;
  for (const w of vector.values()) squares += w * w;
  const norm = Math.sqrt(squares) || 1;
  return new Map([...vector].map(([word, w]) => [word, w / norm]));
}

function dot(one: Vector, other: Vector): number {
  let sum = 0;
  for (const [word, w] of one) sum += w * (other.get(word) ?? 0);
  return sum;
}
