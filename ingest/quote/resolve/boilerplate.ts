/** Lines that git and mailers put into anybody's patch or reply. */
const anybodys =
  /^\s*(?:index [0-9a-f]{6,}\.\.[0-9a-f]{6,}.*|From [0-9a-f]{40} .*|-{3,}|_{3,}|={3,}|\.{2,}|…|-- ?|[-\d.]{3,} ?|diff --git .*|(?:new|deleted) file mode \d+|\d+ files? changed\b.*|[{}();]+)\s*$/;

/** Whether a line says nothing of who wrote it: `index 3f1c…`, `From <sha>`, a rule, a brace. */
export function isBoilerplate(text: string): boolean {
  return anybodys.test(text.slice(0, 300));
}
