import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isMap, isSeq, parseDocument } from 'yaml';
import { ClaimFile, type CuratedClaim } from '../../data/schema/claim.ts';
import { parseYaml } from '../../data/schema/yaml.ts';
import { claimText, headText } from './claim-text.ts';

/** Where a claim stands in a file's text: whole lines, comments above it left out. */
interface Slot {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** Where its quote starts in the mail: claims are in this order. */
  readonly position: number;
}

/**
 * A claim file open for editing. Only the lines of the claim that changes are written anew: everything
 * else, comments and layout included, stays byte for byte, so that a diff shows the change alone.
 */
export class ClaimDocument {
  readonly file: string;
  #text: string;

  private constructor(file: string, text: string) {
    this.file = file;
    this.#text = text;
  }

  /** Opens a file, or starts one for a message. */
  static open(file: string, head: Omit<ClaimFile, 'claims'>): ClaimDocument {
    return new ClaimDocument(file, existsSync(file) ? readFileSync(file, 'utf8') : headText(head));
  }

  /** Puts a claim in order of its position, or in place of the one with its id. */
  put(claim: CuratedClaim): void {
    const slots = this.#slots();
    const known = slots.find(({ id }) => id === claim.id);
    if (known) {
      this.#splice(known.start, known.end, claimText(claim));
      return;
    }
    const next = slots.find(({ position }) => position > claim.position.start);
    const end = slots.at(-1)?.end ?? this.#text.length;
    this.#splice(next?.start ?? end, next?.start ?? end, claimText(claim));
  }

  remove(id: string): void {
    const known = this.#slots().find((slot) => slot.id === id);
    if (known) this.#splice(known.start, known.end, '');
  }

  #splice(start: number, end: number, text: string): void {
    this.#text = `${this.#text.slice(0, start)}${text}${this.#text.slice(end)}`;
  }

  #slots(): readonly Slot[] {
    const claims = parseDocument(this.#text).get('claims');
    if (!isSeq(claims)) return [];
    return claims.items.flatMap((item) => {
      if (!isMap(item) || !item.range) return [];
      const start = this.#text.lastIndexOf('\n', item.range[0]) + 1;
      const stop = this.#text.slice(0, item.range[1]).trimEnd().length;
      const end = this.#text.indexOf('\n', stop) + 1 || this.#text.length;
      return [
        {
          id: String(item.get('id')),
          start,
          end,
          position: Number(item.getIn(['position', 'start'])),
        },
      ];
    });
  }

  /**
   * Writes the file as a whole or not at all; what is written is checked against the schema first. A file
   * that lost its last claim is deleted.
   */
  save(): void {
    if (this.#slots().length === 0) {
      rmSync(this.file, { force: true });
      return;
    }
    parseYaml(this.#text, this.file, ClaimFile);
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.tmp`, this.#text);
    renameSync(`${this.file}.tmp`, this.file);
  }
}
