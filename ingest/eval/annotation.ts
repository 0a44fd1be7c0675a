import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ClaimKind, QuoteHash, Stance } from '../../data/schema/claim.ts';
import { Fault, messageOf } from '../../data/schema/fault.ts';

/** One annotated statement of a gold file: what score.py reads. */
export const Annotation = z.object({
  messageId: z.string(),
  n: z.int().optional(),
  /** The statement's words; empty where the mail may not be copied and `hash` names them instead. */
  text: z.string().default(''),
  hash: QuoteHash.optional(),
  kind: z.enum([...ClaimKind.options, 'none']),
  stance: Stance,
});
export type Annotation = z.infer<typeof Annotation>;

/** Reads annotations, one JSON object per line. @throws Fault `inputRefused` with file and line */
export const readAnnotations = (file: string): readonly Annotation[] =>
  readLines(file, Annotation, 'ingest/eval/annotation.ts');

/**
 * Values, each as JSON on a line of its own.
 * @param shape file that tells what a line has to hold
 * @throws Fault `inputRefused` with file and line
 */
export function readLines<T>(file: string, schema: z.ZodType<T>, shape: string): readonly T[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Fault('inputRefused', `${file}: ${messageOf(cause)}`, 'check the path', cause);
  }
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      return [schema.parse(JSON.parse(line))];
    } catch (cause) {
      const what =
        cause instanceof z.ZodError ? (cause.issues[0]?.message ?? '') : messageOf(cause);
      throw new Fault(
        'inputRefused',
        `${file}:${i + 1}: ${what}`,
        `see ${shape} for the shape`,
        cause,
      );
    }
  });
}

/** Message-ID without white space and brackets at its ends, as annotations compare it. */
export function bareId(id: string): string {
  return id.trim().replace(/^[<>]+|[<>]+$/g, '');
}
