import type { Beginning } from '../../substrate/manifest.ts';
import type { Verified } from './verified.ts';

/** The report as one page without scripts or links to anything outside it. */
export function reportHtml(answers: readonly Verified[], manifest: Beginning): string {
  const count = (status: Verified['status']) =>
    answers.filter((answer) => answer.status === status).length;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Warrant: verdicts repeated</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8886 }
  code { font-size: .9em; overflow-wrap: anywhere }
</style>
<h1>Verdicts repeated on this machine</h1>
<p>${count('holds')} hold, ${count('differs')} differ, ${count('not repeated')} were not repeated, ${count('cannot run here')} cannot run here,
${count('unpublished')} are not published yet. A verdict counts in its scope alone.</p>
<table>
<thead><tr><th>Hypothesis</th><th>Scope</th><th>Verdict</th><th>Published</th><th>Answer</th><th>Repeat with</th></tr></thead>
<tbody>
${answers.map(row).join('\n')}
</tbody>
</table>
<h2>Machine and tools</h2>
<table>
<tbody>
${Object.entries(flat(manifest))
  .map(([key, value]) => `<tr><th>${escaped(key)}</th><td>${escaped(value)}</td></tr>`)
  .join('\n')}
</tbody>
</table>
</html>
`;
}

function row({ verdict, published, status, why }: Verified): string {
  const cells = [
    verdict.hypothesis,
    verdict.scope,
    verdict.verdict,
    published?.verdict ?? 'none',
    `${status}: ${why}`,
  ].map((cell) => `<td>${escaped(cell)}</td>`);
  return `<tr>${cells.join('')}<td><code>${escaped(verdict.reproduce)}</code></td></tr>`;
}

function flat({ machine, tools, ...rest }: Beginning): Record<string, string> {
  const entries = [...Object.entries(rest), ...Object.entries(machine), ...Object.entries(tools)];
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.codePointAt(0)};`);
}
