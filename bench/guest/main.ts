import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Experiment } from '../../data/schema/experiment.ts';
import { Fault } from '../../data/schema/fault.ts';
import { readYaml } from '../../data/schema/yaml.ts';
import { runGuest } from './run-guest.ts';

// Until `warrant bench run --substrate guest` calls runGuest: node bench/guest/main.ts FILE [--quick]
const [file = '', ...flags] = process.argv.slice(2);
const root = dirname(dirname(import.meta.dirname));
try {
  const run = await runGuest(readYaml(join(root, file), Experiment), {
    root,
    env: process.env,
    quick: flags.includes('--quick'),
    progress: (line) => void process.stderr.write(`${line}\n`),
    command: `./warrant bench run ${file}`,
  });
  writeFileSync(1, `${JSON.stringify(run)}\n`);
} catch (caught) {
  if (!(caught instanceof Fault)) throw caught;
  process.stderr.write(`${caught.line}\n`);
  process.exitCode = 4;
}
