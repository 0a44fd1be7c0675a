import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';

/** The rules that html-validate recommends, all of them. */
const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'] });

/** `page:line: rule: message` for every error found. */
export async function invalid(dist: string, pages: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const page of pages) {
    const report = await validator.validateFile(join(dist, page));
    for (const result of report.results) {
      for (const message of result.messages) {
        found.push(
          `${page}:${message.line}:${message.column}: ${message.ruleId}: ${message.message}`,
        );
      }
    }
  }
  return found;
}
