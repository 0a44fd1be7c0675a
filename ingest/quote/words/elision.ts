/** `[...]`, `<snip>` and the like, by which a quoting author says that something was left out. */
export function isElision(text: string): boolean {
  const bare = text.trim();
  if (bare.length === 0 || bare.length > 40) return false;
  return /^[[(<{]*\s*(?:\.{2,}|…|snip(?:ped)?|cut|trimmed|deleted)[^\p{L}]*[\])>}]*$/iu.test(bare);
}
