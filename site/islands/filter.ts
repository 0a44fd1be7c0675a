/** Shows the rows of the next table that have every word, and keeps the words in the address. */
const input = document.querySelector<HTMLInputElement>('input[data-filter]');
const label = input?.closest('label');
const said = label?.parentElement?.querySelector('.meta');
const rows = [...document.querySelectorAll<HTMLTableRowElement>('table.listing tbody tr')];
const texts = rows.map((row) => row.textContent.toLowerCase());

function filter(typed: string): void {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  rows.forEach((row, at) => {
    row.hidden = !words.every((word) => texts[at]?.includes(word));
  });
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
