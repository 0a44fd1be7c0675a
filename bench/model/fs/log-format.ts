import { chunks } from '../../../data/schema/chunks.ts';
import { type ContentId, type Contents, wordsPerLine } from './contents.ts';

/**
 * A transaction in the log: descriptor lines with the target of each payload line and the blocks
 * revoked (jbd2 descriptor and revoke blocks, XFS log item headers), payload lines, a commit line.
 *
 *     descriptor: magic|sequence|revokes|payload, then tags, three of ten bits to a word
 *     commit:     magic|sequence|payload, checksum over all lines before it
 */
export const descriptorMagic = 0x4c;
export const commitMagic = 0x43;
const tagsPerWord = 3;
export const tagBits = 10;
const firstTags = (wordsPerLine - 1) * tagsPerWord;
const moreTags = wordsPerLine * tagsPerWord;

/** Lines that the tags of one transaction take. */
export function descriptorLines(tags: number): number {
  return 1 + Math.max(0, Math.ceil((tags - firstTags) / moreTags));
}

const descriptorWord = (sequence: number, revokes: number, payload: number): number =>
  (descriptorMagic << 24) | ((sequence & 0xff) << 16) | (revokes << 8) | payload;
const commitWord = (sequence: number, payload: number): number =>
  (commitMagic << 24) | ((sequence & 0xff) << 16) | payload;

/** Word of the descriptor area that holds tag `index`, and the bit at which it starts. */
export const tagWord = (index: number): number => 1 + Math.floor(index / tagsPerWord);
export const tagShift = (index: number): number => (index % tagsPerWord) * tagBits;

/** The mixing step of the checksum; order matters, so that swapped lines are noticed. */
export const mix = (sum: number, word: number): number =>
  (Math.imul(sum ^ word, 0x01000193) + 1) | 0;

/** Contents of a whole transaction, commit line last. */
export function encodeTransaction(
  contents: Contents,
  sequence: number,
  payload: readonly (readonly [line: number, content: ContentId])[],
  revokes: readonly number[],
): ContentId[] {
  const tags = [...payload.map(([line]) => line), ...revokes];
  const words = new Array<number>(descriptorLines(tags.length) * wordsPerLine).fill(0);
  words[0] = descriptorWord(sequence, revokes.length, payload.length);
  tags.forEach((tag, i) => {
    words[tagWord(i)] = (words[tagWord(i)] ?? 0) | (tag << tagShift(i));
  });
  const descriptor = chunks(words, wordsPerLine).map((line) => contents.intern(line));
  const lines = [...descriptor, ...payload.map(([, content]) => content)];
  let sum = 0;
  for (const line of lines) {
    for (let i = 0; i < wordsPerLine; i++) sum = mix(sum, contents.word(line, i));
  }
  return [...lines, contents.intern([commitWord(sequence, payload.length), sum])];
}
