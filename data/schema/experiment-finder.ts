import { callFinder } from './calls.ts';
import type { Experiment } from './experiment.ts';
import { tellingWords } from './telling-words.ts';

/** A word in more than this share of the experiments is no sign of one of them. */
const rare = 0.15;
/** Rare words, the call among them or not, that a sentence and an experiment must have in common. */
const fewestRare = 2;

/** Less in common than this is chance, as far as reading what is listed tells. */
const least = 5.5;

/**
 * Finds, for a sentence, the experiments that have the most telling words in common with it, at most two. A
 * word is the more telling the fewer experiments have it. A match names a call that the experiment names in its
 * title or question, and shares rare words with it; else there is none.
 * @param calls Names of calls, as `readCalls` gives them.
 */
export function experimentFinder(
  experiments: readonly Experiment[],
  calls: readonly string[],
): (text: string) => readonly Experiment[] {
  const callsOf = callFinder(calls);
  const known = experiments.map((experiment) => ({
    experiment,
    calls: callsOf(`${experiment.title} ${experiment.question}`),
    words: tellingWords(
      [
        experiment.title,
        experiment.question,
        ...experiment.metrics,
        ...Object.entries(experiment.parameters).flat(2).map(String),
      ].join(' '),
    ),
  }));
  const counts = new Map<string, number>();
  for (const { words } of known)
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weight = (word: string) => Math.log(1 + known.length / (counts.get(word) ?? 1));
  const isRare = (word: string) => (counts.get(word) ?? 0) <= rare * known.length;
  return (text) => {
    const own = [...tellingWords(text)];
    const named = [...callsOf(text)];
    return known
      .filter(
        ({ calls: made, words }) =>
          named.some((call) => made.has(call)) &&
          own.filter((word) => words.has(word) && isRare(word)).length >= fewestRare,
      )
      .map(({ experiment, words }) => ({
        experiment,
        score: own.reduce((sum, word) => sum + (words.has(word) ? weight(word) : 0), 0),
      }))
      .filter(({ score }) => score >= least)
      .sort((a, b) => b.score - a.score)
      .slice(0, 2)
      .map(({ experiment }) => experiment);
  };
}
