import { ArgdownApplication, DataPlugin, ModelPlugin, ParserPlugin } from '@argdown/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { written } from '../../data/schema/csv.ts';
import { MessageId } from '../../data/schema/ids.ts';
import { openReader } from '../../data/schema/store/open.ts';
import type { StoreReader } from '../../data/schema/store/reader.ts';
import { openWorkbench, type Workbench } from '../commands/workbench.ts';
import { toAif } from './aif.ts';
import { toAnnotations } from './annotations.ts';
import { toArgdown } from './argdown.ts';
import { toCsv } from './csv.ts';
import { type Exported, type ExportedClaim, readExport } from './exported.ts';

let bench: Workbench;
let reader: StoreReader;
let exported: Exported;
beforeAll(async () => {
  bench = await openWorkbench();
  reader = openReader(bench.store);
  exported = readExport(reader, {});
});
afterAll(() => {
  reader.close();
  bench.clean();
});

const bodyOf = (id: string) => reader.message(MessageId.parse(id))?.body ?? '';

test('Argdown opens in its own parser with every claim, relation and exact quote', () => {
  const app = new ArgdownApplication();
  for (const [plugin, name] of [
    [new ParserPlugin(), 'parse-input'],
    [new DataPlugin(), 'build-model'],
    [new ModelPlugin(), 'build-model'],
  ] as const) {
    app.addPlugin(plugin, name);
  }
  const hostile: Exported = {
    claims: [
      ...exported.claims,
      ...exported.claims.slice(0, 1).map(
        (c): ExportedClaim => ({
          ...c,
          title: '[x]: <y> #z {a: "}"} - b\n+ c * _d_ // e (f) @g -> h [',
          text: '}{"\\ {a}\u2028',
          id: 'c-ffffffffffff' as ExportedClaim['id'],
        }),
      ),
    ],
    relations: exported.relations,
  };
  const response = app.run({
    process: ['parse-input', 'build-model'],
    input: toArgdown(hostile),
    logLevel: 'silent',
  });
  expect(response.parserErrors ?? []).toEqual([]);
  expect(response.lexerErrors ?? []).toEqual([]);
  const statements = response.statements ?? {};
  for (const claim of hostile.claims) {
    expect(statements[claim.id]?.data).toMatchObject({
      quote: claim.text,
      start: claim.start,
      end: claim.end,
      message: claim.messageId,
    });
  }
  expect(Object.keys(statements)).toHaveLength(hostile.claims.length);
  const drawn = exported.relations.filter(({ kind }) => kind === 'attacks' || kind === 'supports');
  expect(drawn.length).toBeGreaterThan(0);
  expect(response.relations ?? []).toHaveLength(drawn.length);
});

test('annotations select by code points, as the W3C model counts, and quote exactly', () => {
  const { first } = JSON.parse(toAnnotations(exported));
  const targets = first.items
    .filter((item: { motivation: string }) => item.motivation === 'classifying')
    .map((item: { target: unknown }) => item.target);
  expect(targets).toHaveLength(exported.claims.length);
  let shifted = 0;
  for (const {
    source,
    selector: [position, quote],
  } of targets) {
    const body = bodyOf(`<${decodeURIComponent(source.slice(4))}>`);
    expect([...body].slice(position.start, position.end).join('')).toBe(quote.exact);
    expect(body).toContain(quote.prefix + quote.exact + quote.suffix);
    if (body.slice(position.start, position.end) !== quote.exact) shifted++;
  }
  expect(shifted).toBeGreaterThan(0); // the fixture has a letter outside the basic plane
});

test('AIF has an edge into and out of every scheme node, and nothing dangles', () => {
  const { nodes, edges } = JSON.parse(toAif(exported));
  const ids = new Set(nodes.map(({ nodeID }: { nodeID: string }) => nodeID));
  for (const { fromID, toID } of edges) expect(ids.has(fromID) && ids.has(toID)).toBe(true);
  for (const { nodeID, type } of nodes.filter(
    ({ type }: { type: string }) => type !== 'I' && type !== 'L',
  )) {
    expect([
      type,
      edges.some((e: { toID: string }) => e.toID === nodeID),
      edges.some((e: { fromID: string }) => e.fromID === nodeID),
    ]).toEqual([type, true, true]);
  }
  expect(
    nodes
      .filter(({ type }: { type: string }) => type === 'I')
      .map(({ text }: { text: string }) => text),
  ).toEqual(exported.claims.map(({ text }) => text));
});

test('CSV reads back to the same quotes, line breaks and quotes included', () => {
  const rows = parseCsv(toCsv(exported));
  const [head = [], ...body] = rows;
  const text = head.indexOf('text');
  expect(body.map((row) => written(row[text] ?? ''))).toEqual(
    exported.claims.map((claim) => claim.text),
  );
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
});

test('no cell of the CSV runs in a spreadsheet, whoever wrote the mail', () => {
  const author = '=HYPERLINK("http://x.org";"open")';
  const hostile = exported.claims.map((claim) => ({ ...claim, author, text: '@SUM(A1)' }));
  const [head = [], ...body] = parseCsv(toCsv({ ...exported, claims: hostile }));
  expect(body[0]?.[head.indexOf('author')]).toBe(`'${author}`);
  expect(body.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
});

/** RFC 4180, by its grammar. */
function parseCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
