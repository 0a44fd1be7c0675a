import type { Command } from '../../data/schema/command.ts';
import { exitCode, Fault } from '../../data/schema/fault.ts';

export const command: Command = {
  usage: '--queue postgres://… [--once]',
  summary: 'do parts of the sweeps that others plan on a PostgreSQL queue',
  options: { queue: { type: 'string' }, once: { type: 'boolean' } },
  async run({ values, io }) {
    const queue = values['queue'];
    if (queue === undefined) {
      throw new Fault('usage', 'worker: no queue', 'give --queue postgres://USER@HOST/DATABASE');
    }
    const log = (line: string) => io.err(`${line}\n`);
    const { connect } = await import('../sweep/queue/connect.ts');
    const { work } = await import('../sweep/queue/work.ts');
    const boss = await connect(String(queue), log);
    log('waiting for plans');
    try {
      await work(boss, {
        root: io.root,
        env: io.env,
        signal: io.signal,
        log,
        once: values['once'] === true,
      });
    } finally {
      await boss.stop({ timeout: 5_000 });
    }
    return io.signal.aborted ? exitCode.interrupted : exitCode.done;
  },
};
