import { readCalls } from '../../../data/schema/calls.ts';
import type { Experiment } from '../../../data/schema/experiment.ts';
import { experimentFinder } from '../../../data/schema/experiment-finder.ts';
import { experiments } from '../data.ts';
import { once } from '../once.ts';
import { root } from '../root.ts';

const finder = once(() => experimentFinder(experiments(), readCalls(root)));

/** Existing experiments that have the most telling words in common with a sentence, at most two. */
export const nearestExperiments = (text: string): readonly Experiment[] => finder()(text);
