/** Orders names as a reader counts them: `log 2` before `log 10`. */
export const byNumber = (a: string, b: string): number =>
  a.localeCompare(b, 'en', { numeric: true });
