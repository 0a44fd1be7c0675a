import { type CueClass, lexicon } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** A phrase of the lexicon found in a statement. */
export interface Cue {
  readonly cue: CueClass;
  readonly phrase: string;
  /** Index of its first token and the number of tokens. */
  readonly at: number;
  readonly length: number;
}

interface Node {
  readonly next: Map<string, Node>;
  readonly ends: {
    readonly cue: CueClass;
    readonly phrase: string;
    readonly place: 'start' | 'end' | 'any';
  }[];
}

const root: Node = { next: new Map(), ends: [] };
for (const [cue, phrases] of Object.entries(lexicon)) {
  for (const phrase of new Set(phrases.split('|'))) add(cue as CueClass, phrase);
}

function add(cue: CueClass, phrase: string): void {
  const place = phrase.startsWith('^') ? 'start' : phrase.includes('$') ? 'end' : 'any';
  let node = root;
  for (const word of phrase.replace(/[\^$]/g, ' ').trim().split(/ +/)) {
    const known = node.next.get(word);
    const next = known ?? { next: new Map(), ends: [] };
    if (!known) node.next.set(word, next);
    node = next;
  }
  node.ends.push({ cue, phrase, place });
}

/** All phrases of the lexicon in the tokens, by place. Phrases have at most six words. */
export function cuesIn(tokens: readonly Token[]): readonly Cue[] {
  const found: Cue[] = [];
  for (let at = 0; at < tokens.length; at++) {
    let node: Node | undefined = root;
    for (let length = 0; node && at + length <= tokens.length; length++) {
      for (const { cue, phrase, place } of node.ends) {
        if (place === 'start' && at > 0) continue;
        if (place === 'end' && !atEnd(tokens, at + length)) continue;
        found.push({ cue, phrase, at, length });
      }
      node = node.next.get(tokens[at + length]?.word ?? '');
    }
  }
  return found;
}

/** Nothing but stops and brackets follows. */
function atEnd(tokens: readonly Token[], from: number): boolean {
  for (let i = from; i < tokens.length; i++) {
    if (!/^[.!?)":;…]+$/.test(tokens[i]?.word ?? '')) return false;
  }
  return true;
}
