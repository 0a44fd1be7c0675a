import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/**
 * The import allow-list of ARCHITECTURE.md: which room may import which. A room is a folder; the
 * longest matching prefix names the room of a file.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'data/schema': ['data/schema'],
  ingest: ['ingest', 'data/schema'],
  'bench/model': ['bench/model', 'data/schema'],
  bench: ['bench', 'bench/model', 'data/schema'],
  site: ['site', 'bench/model', 'data/schema'],
  cli: ['cli', 'data/schema', 'ingest', 'bench', 'bench/model', 'site'],
};

/** What `bench/model` may not touch: it is pure and runs in a browser worker unchanged. */
const impure: readonly (readonly [RegExp, string])[] = [
  [/\b(?:from|import)\b\s*\(?\s*'(?:node:|better-sqlite3|yaml)/, 'imports a module with effects'],
  [/\bMath\.random\b/, 'uses Math.random; take a seed'],
  [/\bDate\b|\bperformance\./, 'reads a clock'],
  [/\bprocess\./, 'uses process'],
  [/\bconsole\./, 'prints'],
  [/\bfetch\(|\blocalStorage\b/, 'does I/O'],
];
/** The files of `data/schema` that are themselves pure, and so may be imported by the model. */
const effectful = /data\/schema\/(?:hash|yaml|store|ruling\/load)/;

/** One line per violation: `file:line: what`. Empty when the rooms keep apart. */
export function violations(root: string): string[] {
  return sources(root).flatMap((file) => {
    const name = relative(root, file).split(sep).join('/');
    const text = readFileSync(file, 'utf8');
    return [...importViolations(root, name, text), ...purityViolations(name, text)];
  });
}

function importViolations(root: string, name: string, text: string): string[] {
  const room = roomOf(name);
  if (!room) return [];
  return [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)['"](\.[^'"]+)['"]/g)].flatMap(
    (match) => {
      const target = relative(root, resolve(root, dirname(name), match[1] ?? ''))
        .split(sep)
        .join('/');
      const targetRoom = roomOf(target);
      const at = `${name}:${text.slice(0, match.index).split('\n').length}`;
      if (targetRoom && !(allowed[room] ?? []).includes(targetRoom)) {
        return [
          `${at}: ${room} imports ${target}; it may import ${(allowed[room] ?? []).join(', ')}`,
        ];
      }
      if (
        room === 'bench/model' &&
        !isTest(name) &&
        effectful.test(target) &&
        !/import type/.test(lineAt(text, match.index))
      ) {
        return [`${at}: bench/model imports ${target}, which has effects`];
      }
      return [];
    },
  );
}

function purityViolations(name: string, text: string): string[] {
  if (roomOf(name) !== 'bench/model' || isTest(name)) return [];
  return text.split('\n').flatMap((line, index) => {
    const code = line.replace(/\/\/.*$/, '').replace(/^\s*\/?\*.*$/, '');
    return impure.flatMap(([pattern, what]) =>
      pattern.test(code) ? [`${name}:${index + 1}: bench/model ${what}`] : [],
    );
  });
}

const isTest = (name: string) => /\.(?:test|bench)\.ts$/.test(name);
const lineAt = (text: string, index: number) =>
  text.slice(text.lastIndexOf('\n', index) + 1, index + 1) +
  text.slice(index + 1, text.indexOf('\n', index));

function roomOf(name: string): string | undefined {
  return Object.keys(allowed)
    .filter((room) => name === room || name.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function sources(root: string): string[] {
  return Object.keys(allowed)
    .filter((room) => room !== 'bench/model')
    .flatMap((room) => {
      try {
        return readdirSync(join(root, room), { recursive: true, withFileTypes: true });
      } catch {
        return []; // a planted tree in a test need not have every room
      }
    })
    .filter((entry) => entry.isFile() && /\.(?:ts|astro|mjs|mdx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

if (import.meta.main) {
  const found = violations(process.cwd());
  for (const line of found) process.stderr.write(`${line}\n`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
