import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runId } from '../../data/schema/hash.ts';
import { Run } from '../../data/schema/run.ts';
import { watchedIo } from '../evidence/fixture/io.ts';
import { contentOf } from '../evidence/runs/content-of.ts';
import { readRuns } from '../evidence/runs/run-store.ts';
import { readParts, writePart } from '../sweep/part-files.ts';
import { command as bench } from './bench.ts';

const sweep = ['append-pointer', '--quick'] as const;

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'warrant-sweep-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** Runs `bench` as the words say; options after `--` names as parseArgs gives them. */
async function run(
  action: string,
  names: readonly string[],
  values: Record<string, string | boolean>,
) {
  const io = watchedIo();
  await bench.run({ values, positionals: [action, ...names], io });
  return io.printed();
}

describe('a sweep without a server', () => {
  test('plan, shards and merge give the run that one machine makes', async () => {
    const [parts, merged, alone] = [folder(), folder(), folder()];
    const planned = await run('plan', [sweep[0]], { quick: true, shards: '4' });
    const shards = planned.trim().split('\n');
    expect(shards).toHaveLength(4);
    for (const line of shards) {
      const shard = line.split(' --shard ')[1] ?? '';
      await run('run', [sweep[0]], { quick: true, shard, out: parts });
    }
    await run('merge', [parts], { out: join(merged, 'results') });
    await run('run', [sweep[0]], { quick: true, out: join(alone, 'results') });
    const contents = (root: string) =>
      readRuns(join(root, 'results')).map((stored) => contentOf(stored.run));
    expect(contents(merged)).toHaveLength(1);
    expect(contents(merged)).toEqual(contents(alone));
    expect(readdirSync(join(merged, 'traces'))).toEqual(readdirSync(join(alone, 'traces')));
  });

  test('a matrix has no more shards than parts, and one command each', async () => {
    const { include } = JSON.parse(
      await run('plan', [sweep[0]], { quick: true, shards: '200', json: true }),
    ) as { readonly include: readonly { readonly shard: string; readonly command: string }[] };
    expect(include).toHaveLength(6);
    expect(include[5]).toMatchObject({
      shard: '6/6',
      command: './warrant bench run append-pointer --substrate model --quick --shard 6/6',
    });
  });

  test('settings that a part has lost are named, the others merged, and the end is 1', async () => {
    const [parts, merged] = [folder(), folder()];
    await run('run', [sweep[0]], { quick: true, shard: '1/1', out: parts });
    const [first, ...others] = readParts([parts]);
    if (!first) throw new Error('no parts');
    const { measurements: _, explorations: __, ...kept } = first.run;
    const lost = first.plan.parts[0]?.map((conditions) => ({ conditions, why: 'it fell over' }));
    const content = { ...kept, measurements: [], explorations: [], lost };
    const changed = Run.parse({ ...content, id: runId(content) });
    writePart(parts, { ...first, run: changed, traces: [] });
    const told: string[] = [];
    const io = watchedIo({ err: (text) => void told.push(text) });
    const ended = await bench.run({
      values: { out: join(merged, 'results') },
      positionals: ['merge', parts],
      io,
    });
    expect(ended).toBe(1);
    expect(told.join('')).toMatch(/append-pointer: no result for \{.*\}: it fell over/);
    const [stored] = readRuns(join(merged, 'results'));
    expect(stored?.run.lost).toHaveLength(lost?.length ?? 0);
    expect(stored?.run.explorations).toHaveLength(
      others.reduce((sum, part) => sum + part.run.explorations.length, 0),
    );
  });

  test('a missing shard is named and nothing is written', async () => {
    const [parts, merged] = [folder(), folder()];
    await run('run', [sweep[0]], { quick: true, shard: '1/2', out: parts });
    await expect(run('merge', [parts], { out: merged })).rejects.toThrow(
      /append-pointer: 3 of 6 parts are missing \(1, 3, 5\)/,
    );
    expect(readdirSync(merged)).toEqual([]);
  });

  test.each([
    ['plan', ['append-pointer'], { shards: '0' }, /--shards 0/],
    ['plan', ['host-durable-store'], { substrate: 'host' }, /cannot be spread/],
    ['run', ['append-pointer'], { shard: '3/2' }, /--shard 3\/2/],
    ['run', ['append-pointer'], { queue: 'mysql://x' }, /PostgreSQL/],
    ['merge', [], {}, /no folder named/],
    ['merge', ['/nowhere'], {}, /no folder of parts/],
  ])('%s %j %j is refused', async (action, names, values, reason) => {
    await expect(run(action, names, values)).rejects.toThrow(reason);
  });
});
