import type { Block } from './mail.ts';

/** What a narrow screen folds of a long message; a wide one shows it in place. */
export interface Rest {
  readonly kind: 'rest';
  readonly of: 'text' | 'diff';
  /** Lines that are not blank. */
  readonly lines: number;
  /** Statements that it holds, for the line that it folds to. */
  readonly ids: readonly string[];
  readonly blocks: readonly Block[];
}

/** Own text shown before any is folded, UTF-16 code units: what fits a phone's screen with its headers. */
const shown = 320;
/** Less is not worth a fold. */
const least = 240;

/**
 * The blocks of a message with what goes on after its beginning folded. Quotes and footers by themselves
 * are not: they are already.
 */
export function withRest(blocks: readonly Block[]): readonly (Block | Rest)[] {
  let left = shown;
  const found: (Block | Rest)[] = [];
  let group: Block[] = [];
  const close = () => {
    found.push(...restOf(group));
    group = [];
  };
  for (const block of blocks) {
    const kept = block.kind === 'own' && left > 0;
    const between = block.kind !== 'own' && group.length === 0;
    if (kept || between) {
      close();
      found.push(block);
    } else group.push(block);
    if (block.kind === 'own') left -= textOf(block).length;
  }
  close();
  return found;
}

function restOf(group: readonly Block[]): readonly (Block | Rest)[] {
  // Quotes and footers at the end of a group fold by themselves.
  const last = group.findLastIndex((block) => block.kind === 'own') + 1;
  const [inside, after] = [group.slice(0, last), group.slice(last)];
  const text = inside.filter((block) => block.kind === 'own').map(textOf);
  if (text.join('').length < least) return group;
  const lines = text.flatMap((one) => one.split('\n')).filter((line) => line.trim() !== '');
  const diff = lines.filter((line) => /^(?:diff --git |@@ |--- |\+\+\+ |[+-])/.test(line)).length;
  const of = diff > lines.length / 3 ? 'diff' : 'text';
  const ids = inside.flatMap((block) => (block.kind === 'own' ? block.ids : []));
  return [{ kind: 'rest', of, lines: lines.length, ids, blocks: inside }, ...after];
}

const textOf = (block: Block): string =>
  block.kind === 'own' ? block.runs.map((run) => run.text).join('') : '';
