import type { Command } from '../../data/schema/command.ts';
import { oneOf } from './actions.ts';
import { crashImage } from './crash-image.ts';
import { crashLog } from './crash-log.ts';
import { crashSpeed } from './crash-speed.ts';
import { crashSweep } from './crash-sweep.ts';

export const command: Command = {
  usage:
    'sweep --fs FS [--mkfs VARIANT] [--mount OPTIONS] [--kernel K] [--budget N] [--sequences short,names,regressions|pairs|triples] [--depth N] [--out FILE] [--queue URL [--check]] | image FILE [--kernel K] [--raw FILE] | log FILE --fs FS [--budget N] | speed --fs FS   [--json]',
  summary:
    'crash short sequences of operations everywhere; recover a kept image; search a dm-log-writes log',
  options: {
    json: { type: 'boolean' },
    fs: { type: 'string' },
    mkfs: { type: 'string' },
    mount: { type: 'string' },
    kernel: { type: 'string' },
    budget: { type: 'string' },
    sequences: { type: 'string' },
    depth: { type: 'string' },
    queue: { type: 'string' },
    check: { type: 'boolean' },
    out: { type: 'string' },
    raw: { type: 'string' },
  },
  run: oneOf('crash', { sweep: crashSweep, image: crashImage, log: crashLog, speed: crashSpeed }),
};
