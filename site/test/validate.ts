import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';

/** The HTML standard's rules, less matters of taste. */
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:document'],
  rules: {
    // Printed style, not validity.
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
    'void-style': 'off',
    'attr-quotes': 'off',
    'no-raw-characters': ['error', { relaxed: true }],
    // A region that scrolls must be reachable by keyboard (WCAG 2.1.1), and needs a name then.
    'no-redundant-role': 'off',
    'prefer-native-element': 'off',
    'tel-non-breaking': 'off',
    'require-sri': 'off',
  },
});

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
