import { existsSync, readFileSync } from 'node:fs';
import { ClaimKind, Stance } from '../../data/schema/claim.ts';
import { Fault } from '../../data/schema/fault.ts';
import type { Annotation } from './annotation.ts';

/**
 * Reads brat standoff (`T1⇥claim 12 40⇥text`, `A1⇥Stance T1 disputes`, `#1⇥AnnotatorNotes`). The message
 * is named by a note on the first line of the text file, `Message-ID: <…>`, or by the file's name.
 * A span in pieces (`12 20;25 40`) is one statement; entity types other than our kinds and `none` are refused.
 * @throws Fault `inputRefused` with file and line.
 */
export function readBrat(file: string): readonly Annotation[] {
  return parseBrat(readFileSync(file, 'utf8'), file, messageOfBrat(file));
}

function messageOfBrat(file: string): string {
  const text = file.replace(/\.ann$/, '.txt');
  const first = existsSync(text) ? (readFileSync(text, 'utf8').split('\n', 1)[0] ?? '') : '';
  const id = /^message-id:\s*(<[^<>\s]{1,500}>)/i.exec(first.slice(0, 600))?.[1];
  const name = /([^/\\]+)\.ann$/.exec(file)?.[1] ?? file;
  return id ?? `<${decodeURIComponent(name)}>`;
}

/** @param file only names it in errors */
export function parseBrat(text: string, file: string, messageId: string): readonly Annotation[] {
  const spans = new Map<string, { kind: Annotation['kind']; text: string; start: number }>();
  const stances = new Map<string, Stance>();
  for (const [i, line] of text.split('\n').entries()) {
    const fault = (what: string) =>
      new Fault('inputRefused', `${file}:${i + 1}: ${what}`, 'see brat standoff format');
    const [id = '', body = '', words = ''] = line.split('\t');
    if (id.startsWith('T')) {
      const [type = '', start = ''] = body.split(' ');
      const kind = [...ClaimKind.options, 'none' as const].find((k) => k === type.toLowerCase());
      if (!kind) throw fault(`unknown kind ${JSON.stringify(type)}`);
      if (!/^\d+$/.test(start)) throw fault('expected a character offset');
      spans.set(id, { kind, text: words.trim(), start: Number(start) });
    } else if (id.startsWith('A') || id.startsWith('M')) {
      const [name = '', target = '', value = ''] = body.split(' ');
      if (name.toLowerCase() !== 'stance') continue;
      const stance = Stance.options.find((s) => s === value.toLowerCase());
      if (!stance) throw fault(`unknown stance ${JSON.stringify(value)}`);
      stances.set(target, stance);
    }
  }
  return [...spans]
    .sort(([, a], [, b]) => a.start - b.start)
    .map(([id, { kind, text: words }], i) => ({
      messageId,
      n: i + 1,
      text: words,
      kind,
      stance: kind === 'none' ? 'neutral' : (stances.get(id) ?? 'neutral'),
    }));
}
