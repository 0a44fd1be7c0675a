import type { Experiment } from '../experiment.ts';
import type { Run } from '../run.ts';
import { crashVersion, ownProgramVersion, programVersion } from './compiled.ts';
import { experimentVersion, modelVersion } from './versions.ts';

/**
 * Says of a run whether the programs and the experiment that made it are those of this tree: what
 * differs, as `tool: theirs, here ours`; empty where a repetition may come out equal.
 */
export type Differences = (run: Run, experiment: Experiment | undefined) => readonly string[];

/** Tools of a manifest of which every run names one: what made it. */
const makers = /^(?:model|program|crash|program .*)$/;

/**
 * Compares runs with the tree as it is now. Tools of other projects (QEMU, kernels, packages) are no
 * part of a tree: the manifest names them, and `--as` has them again.
 */
export function differencesFrom(root: string): Differences {
  let known: string | undefined;
  const model = () => {
    known ??= modelVersion(root);
    return known;
  };
  return ({ manifest: { tools } }, experiment) => {
    if (!Object.keys(tools).some((tool) => makers.test(tool))) {
      return ['its manifest does not say which program made it'];
    }
    // The same sources under another compiler would have another hash.
    const compiler = tools['gcc'] ?? '';
    const here = (tool: string): string | null => {
      if (tool === 'model') return model();
      if (tool === 'experiment') return experiment ? experimentVersion(experiment) : 'none';
      if (tool === 'program') return hashed(() => programVersion(root, 'bench/program', compiler));
      if (tool === 'crash') return hashed(() => crashVersion(root, compiler));
      const [, own] = /^program ([a-z0-9-]+\.(?:c|sh))$/.exec(tool) ?? [];
      return own === undefined ? null : hashed(() => ownProgramVersion(root, own, compiler));
    };
    return Object.entries(tools).flatMap(([tool, made]) => {
      const ours = here(tool);
      return ours === null || ours === made ? [] : [`${tool}: ${short(made)}, here ${short(ours)}`];
    });
  };
}

function hashed(version: () => string): string {
  try {
    return `sha256:${version()}`;
  } catch {
    return 'none'; // the tree has no such program any more
  }
}

const short = (version: string) => version.replace(/^sha256:/, '').slice(0, 12);
