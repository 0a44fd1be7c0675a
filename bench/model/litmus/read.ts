import { type ArmProgram, parseArm } from './armv8/read.ts';
import { parseHerd } from './herd/read.ts';
import { looksLikeHerd } from './herd/sections.ts';
import { parseLitmus } from './parse.ts';
import { LitmusFault } from './program/fault.ts';
import { limit } from './program/limit.ts';
import type { Program } from './program/program.ts';

/**
 * Reads a litmus file in its own format (docs/litmus.md) or in herd's, which begins with an architecture.
 * @throws LitmusFault naming the line and what was expected there.
 */
export function readLitmus(text: string): Program | ArmProgram {
  if (text.length > limit.characters) {
    throw new LitmusFault(1, `expected at most ${limit.characters} characters`, `${text.length}`);
  }
  if (!looksLikeHerd(text)) return parseLitmus(text);
  return /^\s*(\(\*[\s\S]*?\*\)\s*)*AArch64\b/i.test(text) ? parseArm(text) : parseHerd(text);
}
