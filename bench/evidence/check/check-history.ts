import { basename, join } from 'node:path';
import { Citation } from '../../../data/schema/citation.ts';
import type { Finding } from '../../../data/schema/finding.ts';
import { readYaml } from '../../../data/schema/yaml.ts';
import { yamlFilesBelow } from '../catalogue.ts';
import { attempt } from './finding-of.ts';

/** Dated facts from elsewhere: well-formed, named after their id, about things that exist. */
export function checkHistory(
  root: string,
  claims: ReadonlySet<string>,
  approaches: ReadonlySet<string>,
): Finding[] {
  return yamlFilesBelow(join(root, 'data/history')).flatMap((file) => {
    const read = attempt(root, file, () => readYaml(file, Citation));
    if ('finding' in read) return [read.finding];
    const citation = read.value;
    const name = file.slice(root.length + 1);
    const finding = (what: string, next: string): Finding => ({ file: name, what, next });
    return [
      ...(basename(file) === `${citation.id}.yaml`
        ? []
        : [finding(`holds ${citation.id}`, `name it ${citation.id}.yaml`)]),
      ...citation.claims
        .filter((id) => !claims.has(id))
        .map((id) => finding(`no claim ${id}`, 'name a claim that exists')),
      ...citation.approaches
        .filter((id) => !approaches.has(id))
        .map((id) => finding(`no approach ${id}`, 'name an approach that exists')),
    ];
  });
}
