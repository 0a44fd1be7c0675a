import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { Calls } from '../../data/schema/calls.ts';
import { Citation } from '../../data/schema/citation.ts';
import { ClaimFile } from '../../data/schema/claim.ts';
import { Comparison } from '../../data/schema/comparison.ts';
import { Device } from '../../data/schema/device.ts';
import { Experiment } from '../../data/schema/experiment.ts';
import { Hypothesis } from '../../data/schema/hypothesis.ts';
import { Names } from '../../data/schema/names.ts';
import { Review } from '../../data/schema/review.ts';
import { readYaml } from '../../data/schema/yaml.ts';

/** What people write by hand and pages are made from. */
const written: Readonly<Record<string, z.ZodType>> = {
  'data/names.yaml': Names,
  'data/calls.yaml': Calls,
  'data/comparisons.yaml': Comparison.array(),
  'data/reviews/*.yaml': Review,
  'data/claims/**/*.yaml': ClaimFile,
  'data/hypotheses/*.yaml': Hypothesis,
  'data/experiments/*.yaml': Experiment,
  'data/devices/*.yaml': Device,
  'data/history/*.yaml': Citation.array(),
};

/**
 * Reads it all before a build begins: within one, a fault is a stack of Astro's, half a minute later.
 * @throws Fault `inputRefused` with file, line, what is wrong and what would be right.
 */
export function checkReadable(root: string): void {
  for (const [files, schema] of Object.entries(written)) {
    for (const file of globSync(files, { cwd: root }).sort()) readYaml(join(root, file), schema);
  }
}
