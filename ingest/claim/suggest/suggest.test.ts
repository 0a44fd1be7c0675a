import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command } from '../../commands/claims.ts';
import { openWorkbench, type Workbench } from '../../commands/workbench.ts';
import { unfaithful } from './faithful.ts';

/** A server that speaks the protocol of chat completions; `answer` is the model, given the numbered statements. */
let bench: Workbench;
let server: Server;
let answer: (task: string, statements: readonly { n: number; statement: string }[]) => unknown;

beforeAll(async () => {
  bench = await openWorkbench();
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { messages } = JSON.parse(body);
    const statements = messages[1].content.split('\n').map((line: string) => JSON.parse(line));
    const content = JSON.stringify(answer(messages[0].content, statements));
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        object: 'chat.completion',
        choices: [{ index: 0, message: { role: 'assistant', content } }],
      }),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  bench.env['WARRANT_LLM_URL'] = `http://127.0.0.1:${port}/v1`;
  bench.env['WARRANT_LLM_MODEL'] = 'test-model';
});
afterAll(() => {
  server.close();
  bench.clean();
});

const listed = (...more: string[]) =>
  bench.run(command, '--thread', '<one@example.org>', '--top', '20', ...more);
const suggested = (...more: string[]) => listed('--suggest', ...more);
const isRanking = (task: string) => task.includes('order numbered statements');

describe('claims --suggest', () => {
  test('prints in the order of the model, with the titles that their source bears out', async () => {
    answer = (task, statements) =>
      isRanking(task)
        ? { order: [statements.length] }
        : {
            titles: statements.map(({ n, statement }) => ({
              n,
              title: statement.includes('keep it in memory')
                ? 'Keep the table in memory for its lookups.'
                : 'It takes 97 seeks.',
            })),
          };
    const plain = await listed('--json');
    const before = plain.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    const { out, err } = await suggested('--json');
    const claims = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(claims.map(({ id }) => id)).toEqual([before.at(-1), ...before.slice(0, -1)]);
    expect(claims.find(({ text }) => text.includes('keep it in memory')).suggestedTitle).toBe(
      'Keep the table in memory for its lookups.',
    );
    expect(claims.filter(({ suggestedTitle }) => suggestedTitle !== null)).toHaveLength(1);
    expect(err).toContain(`1 titles suggested, ${claims.length - 1} refused; nothing is stored`);
    const after = await listed('--json');
    expect(after.out).toBe(plain.out);
  });

  test('says on the terminal why a title was refused', async () => {
    answer = (task, statements) =>
      isRanking(task)
        ? { order: [1] }
        : { titles: [{ n: 1, title: `Not ${statements[0]?.statement}` }] };
    expect((await suggested()).out).toContain('title refused: ');
  });

  test.each([
    ['a number not asked', { order: [99] }],
    ['a number twice', { order: [1, 1] }],
    ['words for numbers', { order: ['first'] }],
    ['text of its own', { order: [1], invented: 'claim' }],
  ])('ends at %s', async (_, order) => {
    answer = () => order;
    await expect(suggested()).rejects.toMatchObject({ exit: 'inputRefused' });
  });
});

describe('unfaithful', () => {
  const source =
    'With vanilla writeback, it topped out at about 80k 4kB file creates/s from 4 threads because of RWF_DSYNC.';
  test.each([
    ['Vanilla writeback tops out at some 80k creates from 4 threads.', null],
    ['Vanilla writeback tops out at 90k creates from 4 threads.', 'the figure “90”'],
    ['Vanilla writeback does not top out at 80k creates.', 'it denies'],
    ['RWF_ATOMIC makes writeback top out at 80k creates.', 'the name “RWF_ATOMIC”'],
    ['Databases should prefer another scheduler entirely.', 'are not in the source'],
    [source, 'it repeats'],
    ['', '0 characters'],
    ['Writeback\u202etops out.', 'control character'],
  ])('%s', (title, why) => {
    const found = unfaithful(title, source);
    if (why === null) expect(found).toBeNull();
    else expect(found).toContain(why);
  });
});
