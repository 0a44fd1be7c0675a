import type { Command } from '../../data/schema/command.ts';
import { oneOf } from './actions.ts';
import { benchCompare } from './bench-compare.ts';
import { benchCsv } from './bench-csv.ts';
import { benchImport } from './bench-import.ts';
import { benchList } from './bench-list.ts';
import { benchMerge } from './bench-merge.ts';
import { benchPlan } from './bench-plan.ts';
import { benchPublish } from './bench-publish.ts';
import { benchRun } from './bench-run.ts';
import { benchSign } from './bench-sign.ts';

export const command: Command = {
  usage:
    'list | run [EXPERIMENT…] [--substrate model|guest|host] [--emulate DEVICE] [--outside] [--as RUN] [--quick] [--reuse] [--out DIR] [--queue URL [--check] | --shard I/N] | plan [EXPERIMENT…] [--shards N] | merge DIR… | import FILE… | sign --key FILE RUN… | compare A B | csv RUN | publish   [--json]',
  summary: 'list, run and compare experiments; publish the verdicts of committed runs',
  options: {
    json: { type: 'boolean' },
    quick: { type: 'boolean' },
    reuse: { type: 'boolean' },
    out: { type: 'string' },
    substrate: { type: 'string' },
    emulate: { type: 'string' },
    outside: { type: 'boolean' },
    as: { type: 'string' },
    queue: { type: 'string' },
    check: { type: 'boolean' },
    key: { type: 'string' },
    shard: { type: 'string' },
    shards: { type: 'string' },
  },
  run: oneOf('bench', {
    list: benchList,
    run: benchRun,
    compare: benchCompare,
    csv: benchCsv,
    publish: benchPublish,
    plan: benchPlan,
    merge: benchMerge,
    import: benchImport,
    sign: benchSign,
  }),
};
