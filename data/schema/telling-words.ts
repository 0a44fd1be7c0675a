/** Words that stand in most sentences tell nothing apart. */
const common = new Set(
  'the and for that with this not are was but you can have has will does into from they its only when what which than then there their would should could been being also after before over under each every some any one two how why who may might must very more most less much many such same other another about because through between where while these those use used uses using need needs needed file files data'.split(
    ' ',
  ),
);

/** Words of a text that tell it apart from others, in lower case, endings of plural and tense left out. */
export const tellingWords = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[a-z][a-z0-9]+/g) ?? [])
      .filter((word) => word.length > 2 && !common.has(word))
      .map((word) => word.replace(/(?<=\w{3})(?:ing|ed|es|s)$/, '')),
  );
