/**
 * What a reader elsewhere may know of where mail was read: a public address, or the name of the list or
 * file. Never a folder of the machine that read it, nor a password in an address.
 * @example
 * sourceName('/home/ada/lists/linux-ext4/git/0.git') // => 'linux-ext4'
 * sourceName('https://ada:secret@lists.example.org/x') // => 'https://lists.example.org/x'
 */
export function sourceName(location: string): string {
  if (location === '-') return 'standard input';
  if (/^https?:/i.test(location)) return address(location);
  const parts = location
    .replace(/^file:/i, '')
    .split(/[/\\]/)
    .filter(Boolean);
  // A public-inbox keeps its mail in LIST/git/0.git or LIST/all.git: the list's name says more.
  while (parts.length > 1 && /^(?:git|\d+\.git|all\.git|cur|new|\.+)$/.test(parts.at(-1) ?? ''))
    parts.pop();
  const name = parts.at(-1) ?? '';
  return /^\.*$/.test(name) ? 'a local folder' : name;
}

function address(location: string): string {
  if (!URL.canParse(location)) return 'an address';
  const url = new URL(location);
  url.username = '';
  url.password = '';
  return url.href;
}
