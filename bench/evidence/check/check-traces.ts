import { join } from 'node:path';
import { canonicalJson } from '../../../data/schema/canonical.ts';
import { messageOf } from '../../../data/schema/fault.ts';
import type { Finding } from '../../../data/schema/finding.ts';
import { traceId } from '../../../data/schema/hash.ts';
import type { Trace } from '../../../data/schema/trace.ts';
import { replay } from '../../model/trace/replay.ts';
import type { Catalogue } from '../catalogue.ts';
import { jsonFiles, readTrace } from '../runs/run-store.ts';
import { attemptEach } from './finding-of.ts';

const next = 'run its experiment again with --out data/results, delete this file, and publish';

/** Committed traces: each is what its id says, and happens: what it presupposes, and its breach. */
export function checkTraces(root: string, catalogue: Catalogue | null): Finding[] {
  const read = attemptEach(root, jsonFiles(join(root, 'data/traces')), readTrace);
  const happen = read.values.flatMap(({ file, value }) => {
    const what = catalogue && untrue(value, catalogue);
    return what ? [{ file, what, next }] : [];
  });
  return [...read.findings, ...happen];
}

/** What of a trace does not happen when its actions are taken again; null where all does. */
function untrue(trace: Trace, { experiments }: Catalogue): string | null {
  const experiment = experiments.get(trace.experiment);
  if (!experiment) return `no experiment ${trace.experiment}`;
  try {
    const again = replay(trace, experiment);
    if (traceId(again) === trace.id) return null;
    const same = canonicalJson(again.breach ?? null) === canonicalJson(trace.breach ?? null);
    return same
      ? 'does not replay: its steps are told otherwise than the model takes them'
      : 'does not replay: what is breached, or what that presupposes, differs';
  } catch (caught) {
    return `does not replay: ${messageOf(caught)}`;
  }
}
