import { type Cue, cuesIn } from './cues.ts';
import type { CueClass } from './lexicon.ts';
import type { Statement } from './statement.ts';
import { type Token, tokens } from './tokens.ts';

/** A statement with its words, the phrases found in it, and how it bears on the quote above. */
export interface Analysis {
  readonly statement: Statement;
  readonly tokens: readonly Token[];
  readonly cues: readonly Cue[];
  readonly classes: ReadonlySet<CueClass>;
  readonly isQuestion: boolean;
  /** Share of its content words that stand in the quote above, 0 to 1. */
  readonly overlap: number;
  /** What the sentence does that introduces the list of which this is an item. */
  readonly lead: ReadonlySet<CueClass>;
  /** What the quoted passage itself does. */
  readonly quote: { readonly isQuestion: boolean; readonly classes: ReadonlySet<CueClass> } | null;
}

/** Words too common to show that two texts speak of the same thing. */
const common = new Set(
  (
    'the a an and or of to in on at by for with from as is are was were be been being it its this that these those ' +
    'i you he she we they me my your our their us them not no do does did have has had will would can could should ' +
    'may might must shall so if then than but there here what which who how when where why all any some more most ' +
    'just only also too very up out about into over after before because since while such other same own it is . , ; : ( ) " ? ! = * > | & % - … NUM CODE URL REF'
  ).split(' '),
);

export function contentWords(words: readonly Token[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { word } of words) if (!common.has(word) && word.length > 2) found.add(stem(word));
  return found;
}

/** Crude suffix stripping, enough that `allocates` meets `allocation`. */
function stem(word: string): string {
  return word.length > 5 ? word.slice(0, Math.max(5, word.length - 3)) : word.replace(/s$/, '');
}

export function analyse(statements: readonly Statement[]): readonly Analysis[] {
  const quotes = new Map<string, { words: ReadonlySet<string>; quote: Analysis['quote'] }>();
  return statements.map((statement) => {
    const words = tokens(statement.text);
    const cues = cuesIn(words);
    const answered = statement.answers?.text ?? null;
    let known = answered === null ? undefined : quotes.get(answered);
    if (answered !== null && !known) {
      known = analyseQuote(answered);
      quotes.set(answered, known);
    }
    const content = contentWords(words);
    const shared = known ? [...content].filter((word) => known.words.has(word)).length : 0;
    return {
      statement,
      tokens: words,
      cues,
      classes: new Set(cues.map(({ cue }) => cue)),
      isQuestion: asks(words),
      overlap: content.size === 0 ? 0 : shared / content.size,
      lead: leadClasses(statement.lead),
      quote: known?.quote ?? null,
    };
  });
}

function leadClasses(lead: string | null): ReadonlySet<CueClass> {
  return new Set(lead === null ? [] : cuesIn(tokens(lead)).map(({ cue }) => cue));
}

function analyseQuote(text: string) {
  const words = tokens(text.slice(-600));
  return {
    words: contentWords(words),
    quote: {
      isQuestion: asks(words),
      classes: new Set(cuesIn(words.slice(-30)).map(({ cue }) => cue)),
    },
  };
}

/** Whether the last mark of a text is a question mark. */
function asks(words: readonly Token[]): boolean {
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i]?.word ?? '';
    if (word === '?') return true;
    if (!/^[.!)":;…*]+$/.test(word)) return false;
  }
  return false;
}
