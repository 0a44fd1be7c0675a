import { parseHerd } from './herd/read.ts';
import { looksLikeHerd } from './herd/sections.ts';
import { parseLitmus } from './parse.ts';
import type { Program } from './program.ts';

/**
 * Reads a litmus file in its own format (docs/litmus.md) or in herd's, which begins with an architecture.
 * @throws LitmusFault naming the line and what was expected there.
 */
export function readLitmus(text: string): Program {
  return looksLikeHerd(text) ? parseHerd(text) : parseLitmus(text);
}
