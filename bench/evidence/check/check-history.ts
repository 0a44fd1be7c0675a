import { join } from 'node:path';
import { Citation } from '../../../data/schema/citation.ts';
import type { Finding } from '../../../data/schema/finding.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { yamlFilesBelow } from '../catalogue.ts';
import { attemptEach, findingIn } from './finding-of.ts';

/** Dated facts from elsewhere: well-formed, no id twice, about things that exist. */
export function checkHistory(
  root: string,
  claims: ReadonlySet<string>,
  approaches: ReadonlySet<string>,
): Finding[] {
  const seen = new Set<string>();
  const files = yamlFilesBelow(join(root, 'data/history'));
  const read = attemptEach(root, files, (file) => readYaml(file, Citation.array()));
  const found = read.values.flatMap(({ file, value }) =>
    value.flatMap((citation) => {
      const finding = (what: string, next: string) =>
        findingIn(file)(`${citation.id}: ${what}`, next);
      const twice = seen.has(citation.id);
      seen.add(citation.id);
      return [
        ...(twice ? [finding('an id used before', 'name it otherwise')] : []),
        ...citation.claims
          .filter((id) => !claims.has(id))
          .map((id) => finding(`no claim ${id}`, 'name a claim that exists')),
        ...citation.approaches
          .filter((id) => !approaches.has(id))
          .map((id) => finding(`no approach ${id}`, 'name an approach that exists')),
      ];
    }),
  );
  return [...read.findings, ...found];
}
