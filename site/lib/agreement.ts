import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  AgreementQuestion,
  type AgreementRow,
  AgreementTable,
} from '../../data/schema/agreement.ts';
import type { Scope } from '../../data/schema/scope.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { readJson } from './files.ts';
import { once } from './once.ts';
import { root } from './root.ts';

/** A question that two scopes answered, with what each said in every setting. */
export interface Asked {
  readonly id: string;
  readonly question: string;
  readonly agree: number;
  readonly of: number;
  readonly scopes: readonly [Scope, Scope];
  /** Disagreements first. */
  readonly rows: readonly AgreementRow[];
}

/** What model and kernel were both asked, as `warrant bench publish` compared it; none if not yet. */
export const agreement = once((): Asked[] => {
  const file = (name: string) => join(root, 'data', 'agreement', name);
  if (!existsSync(file('table.json'))) return [];
  const table = readJson(file('table.json'), AgreementTable);
  const sides = new Map(
    readYaml(file('questions.yaml'), z.array(AgreementQuestion)).map((one) => [one.id, one.sides]),
  );
  return table.questions.map((one) => {
    const [first, second] = sides.get(one.id) ?? [];
    return {
      ...one,
      scopes: [first?.scope ?? 'model', second?.scope ?? 'guest'],
      rows: table.rows
        .filter((row) => row.question === one.id)
        .sort((a, b) => Number(a.agrees) - Number(b.agrees)),
    };
  });
});
