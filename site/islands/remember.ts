/** Keeps a reader's choice for later pages; where storage is forbidden, it holds for this page. */
export function remember(what: 'theme' | 'order', choice: string): void {
  try {
    localStorage.setItem(what, choice);
  } catch {
    // Nothing else depends on it.
  }
}
