/** Shows the rows that have every word, opens the groups that have such rows, and keeps the words in the address. */
const input = document.querySelector<HTMLInputElement>('input[data-filter]');
const label = input?.closest('label');
const said = label?.parentElement?.querySelector('.meta');
const rows = [...document.querySelectorAll<HTMLElement>('table.listing tbody tr, .rows > li')];
const groups = [...document.querySelectorAll<HTMLDetailsElement>('details.group')];
/** The heading of a group counts as words of its rows. */
const headOf = (row: HTMLElement) =>
  row.closest('details.group')?.querySelector('summary')?.textContent ?? '';
const texts = rows.map((row) => `${headOf(row)} ${row.textContent}`.toLowerCase());

function filter(typed: string): void {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  rows.forEach((row, at) => {
    row.hidden = !words.every((word) => texts[at]?.includes(word));
  });
  for (const group of groups) {
    const found = rows.some((row) => !row.hidden && group.contains(row));
    group.hidden = !found;
    group.open = words.length > 0 && found;
  }
  const shown = rows.filter((row) => !row.hidden).length;
  if (said) said.textContent = words.length > 0 ? `${shown} of ${rows.length}` : '';
  const state = words.length > 0 ? `?${new URLSearchParams({ only: typed.trim() })}` : '';
  history.replaceState(null, '', location.pathname + state + location.hash);
}

if (input && label) {
  label.hidden = false;
  input.value = new URLSearchParams(location.search).get('only') ?? '';
  input.addEventListener('input', () => filter(input.value));
  if (input.value !== '') filter(input.value);
}
