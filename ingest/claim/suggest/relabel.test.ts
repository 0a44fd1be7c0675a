import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Claim } from '../../../data/schema/claim.ts';
import { openReader } from '../../../data/schema/store/open.ts';
import { openWorkbench, type Workbench } from '../../commands/workbench.ts';
import { endpointIn } from './endpoint.ts';
import { relabelClaims } from './relabel.ts';

let bench: Workbench;
let server: Server;
/** What the model answers, given the number of statements asked. */
let answer: (asked: number) => unknown;
const received: { path: string; authorization: string | undefined; body: string }[] = [];

beforeAll(async () => {
  bench = await openWorkbench();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        authorization: request.headers.authorization,
        body,
      });
      const asked = JSON.parse(body).messages[1].content.split('\n').length;
      response.end(
        JSON.stringify({ choices: [{ message: { content: JSON.stringify(answer(asked)) } }] }),
      );
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => {
  server.close();
  bench.clean();
});

const endpoint = () => {
  const { port } = server.address() as AddressInfo;
  const found = endpointIn({
    WARRANT_LLM_URL: `http://127.0.0.1:${port}/v1/`,
    WARRANT_LLM_MODEL: 'test-model',
    WARRANT_LLM_KEY: 'secret',
  });
  if (!found) throw new Error('no endpoint');
  return found;
};
const stored = (): Claim[] => {
  const reader = openReader(bench.store);
  const claims = [...reader.claims()];
  reader.close();
  return claims;
};
const relations = () => {
  const reader = openReader(bench.store);
  const found = [...reader.claims()].flatMap(({ id }) =>
    reader.relationsOf(id).filter(({ from }) => from === id),
  );
  reader.close();
  return found;
};
const run = () => relabelClaims(bench.store, endpoint(), new AbortController().signal);

test('is off unless the environment names url and model', () => {
  expect(endpointIn({})).toBeNull();
  expect(endpointIn({ WARRANT_LLM_URL: 'http://x' })).toBeNull();
});

test.each([
  ['no labels', () => ({})],
  ['a kind of its own', () => ({ labels: [{ n: 1, kind: 'rant', stance: 'neutral' }] })],
  [
    'a number not asked',
    (asked: number) => ({ labels: [{ n: asked + 1, kind: 'claim', stance: 'neutral' }] }),
  ],
  [
    'a number twice',
    () => ({
      labels: [
        { n: 1, kind: 'claim', stance: 'neutral' },
        { n: 1, kind: 'issue', stance: 'neutral' },
      ],
    }),
  ],
])('refuses %s and leaves the store as it was', async (_, reply) => {
  const before = stored();
  answer = reply;
  await expect(run()).rejects.toMatchObject({ exit: 'inputRefused' });
  expect(stored()).toEqual(before);
});

test('labels spans, drops what is called none, says who labelled, and never takes text', async () => {
  const before = stored();
  const related = relations();
  answer = (asked) => ({
    labels: [...Array(asked).keys()].map((i) => ({
      n: i + 1,
      kind: i === 0 ? 'none' : 'evidence',
      stance: 'supports',
      text: 'invented',
    })),
  });
  await run();
  const after = stored();
  const messages = new Set(before.map(({ messageId }) => messageId)).size;
  expect(after).toHaveLength(before.length - messages);
  for (const claim of after) {
    const was = before.find(({ id }) => id === claim.id);
    expect(claim).toEqual({
      ...was,
      kind: 'evidence',
      stance: 'supports',
      cue: 'labelled by test-model',
    });
  }
  expect(received.at(-1)).toMatchObject({
    path: '/v1/chat/completions',
    authorization: 'Bearer secret',
  });
  const ids = new Set<string>(after.map(({ id }) => id));
  const left = related.filter(({ from, to }) => ids.has(from) && ids.has(to));
  expect(left.length).toBeGreaterThan(0);
  expect(relations()).toEqual(left);
  const calls = received.length;
  await run();
  expect(received).toHaveLength(calls); // nothing is asked twice
});

test('an endpoint that is not there is named, with what to do', async () => {
  const nowhere = { url: 'http://127.0.0.1:9', model: 'other', key: undefined };
  await expect(
    relabelClaims(bench.store, nowhere, new AbortController().signal),
  ).rejects.toMatchObject({ exit: 'lacking' });
});
