import type { Experiment } from './experiment.ts';

/** Words that stand in most sentences tell nothing apart. */
const common = new Set(
  'the and for that with this not are was but you can have has will does into from they its only when what which than then there their would should could been being also after before over under each every some any one two how why who may might must very more most less much many such same other another about because through between where while these those use used uses using need needs needed file files data'.split(
    ' ',
  ),
);

const wordsOf = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[a-z][a-z0-9]+/g) ?? [])
      .filter((word) => word.length > 2 && !common.has(word))
      .map((word) => word.replace(/(?<=\w{3})(?:ing|ed|es|s)$/, '')),
  );

/** Less in common than this is chance, as far as reading what is listed tells. */
const least = 5.5;

/**
 * Finds, for a sentence, the experiments that have the most telling words in common with it, at most two. A
 * word is the more telling the fewer experiments have it.
 */
export function experimentFinder(
  experiments: readonly Experiment[],
): (text: string) => readonly Experiment[] {
  const known = experiments.map((experiment) => ({
    experiment,
    words: wordsOf(
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
  return (text) => {
    const own = wordsOf(text);
    return known
      .map(({ experiment, words }) => ({
        experiment,
        score: [...own].reduce((sum, word) => sum + (words.has(word) ? weight(word) : 0), 0),
      }))
      .filter(({ score }) => score >= least)
      .sort((a, b) => b.score - a.score)
      .slice(0, 2)
      .map(({ experiment }) => experiment);
  };
}
