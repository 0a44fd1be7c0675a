/** An element with text and children; text is never parsed. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A table in a box that scrolls by itself. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | HTMLElement)[])[],
  name: string,
): HTMLElement {
  const isFigure = (cell: string | HTMLElement) =>
    typeof cell === 'string' && /^[−-]?[\d.,]+$/.test(cell);
  const cells = (row: readonly (string | HTMLElement)[]) =>
    row.map((cell) => element('td', isFigure(cell) ? { class: 'n' } : {}, cell));
  return element(
    'div',
    { class: 'wide-table', tabindex: '0', role: 'group', 'aria-label': name },
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element('tr', {}, ...head.map((cell) => element('th', { scope: 'col' }, cell))),
      ),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...cells(row)))),
    ),
  );
}

/** Puts the state of a page into its address's fragment and back. */
export function encode(state: unknown): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(state))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** Undefined where the fragment is none of ours. */
export function decode(text: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
      c.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
