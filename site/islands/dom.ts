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
  /** Which columns hold numbers. */
  isFigure: (column: number) => boolean = () => false,
): HTMLElement {
  const side = (column: number): Record<string, string> => (isFigure(column) ? { class: 'n' } : {});
  const cells = (row: readonly (string | HTMLElement)[]) =>
    row.map((cell, column) => element('td', side(column), cell));
  return element(
    'div',
    { class: 'wide-table', tabindex: '0', role: 'group', 'aria-label': name },
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...head.map((cell, column) => element('th', { scope: 'col', ...side(column) }, cell)),
        ),
      ),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...cells(row)))),
    ),
  );
}
