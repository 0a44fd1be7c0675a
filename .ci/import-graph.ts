import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Which file imports which, by path from the root; types apart, which bind nothing at run time. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const imported =
  /^(?:import|export)(?! type\b)[^'"]*?['"](\.[^'"]+)['"]|\bimport\(\s*'(\.[^']+)'/gms;

export function importGraph(root: string): ImportGraph {
  const names = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts'], {
    cwd: root,
    encoding: 'utf8',
  }).split('\n');
  const files = new Set(names.filter(Boolean));
  return new Map(
    [...files].map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const targets = [...text.matchAll(imported)].map(([, from, inner]) =>
        normalize(join(dirname(file), from ?? inner ?? '')),
      );
      return [file, [...new Set(targets)].filter((target) => files.has(target))];
    }),
  );
}

/** Which folder builds on which, tests apart. */
export function folderGraph(graph: ImportGraph): ImportGraph {
  const folders = new Map<string, Set<string>>();
  for (const [file, targets] of graph) {
    if (file.endsWith('.test.ts')) continue;
    const from = dirname(file);
    const onto = folders.get(from) ?? new Set();
    folders.set(from, onto);
    for (const target of targets) if (dirname(target) !== from) onto.add(dirname(target));
  }
  return new Map([...folders].map(([folder, onto]) => [folder, [...onto]]));
}

/** Tests that reach a file by imports, the nearest first; of one distance, those of its own folder first. */
export function nearestTests(graph: ImportGraph, file: string): readonly string[] {
  const importers = new Map<string, string[]>();
  for (const [from, targets] of graph) {
    for (const target of targets) importers.set(target, [...(importers.get(target) ?? []), from]);
  }
  const seen = new Set([file]);
  const tests: string[] = [];
  for (let ring = [file]; ring.length > 0; ) {
    const next = ring.flatMap((one) => importers.get(one) ?? []).filter((one) => !seen.has(one));
    for (const one of next) seen.add(one);
    ring = [...new Set(next)].sort((a, b) => distance(a, file) - distance(b, file));
    tests.push(...ring.filter((one) => one.endsWith('.test.ts')));
  }
  return tests;
}

/** Files that import one another in a circle (the strongly connected parts of more than one file; Tarjan, 1972). */
export function circles(graph: ImportGraph): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const path: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    const number = order.size;
    order.set(file, number);
    path.push(file);
    let least = number;
    for (const target of graph.get(file) ?? []) {
      if (!order.has(target)) least = Math.min(least, visit(target));
      else if (path.includes(target)) least = Math.min(least, order.get(target) ?? least);
    }
    low.set(file, least);
    if (least === number) {
      const circle = path.splice(path.indexOf(file));
      if (circle.length > 1) found.push(circle.sort());
    }
    return least;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}

/** Folders that two files do not share. */
function distance(one: string, other: string): number {
  const [a, b] = [dirname(one).split('/'), dirname(other).split('/')];
  const common = a.findIndex((part, index) => part !== b[index]);
  const shared = common === -1 ? a.length : common;
  return a.length + b.length - 2 * shared;
}
