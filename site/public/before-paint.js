// Before the first paint, so that what a reader chose earlier does not flash: the theme, nested answers.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (localStorage.getItem('order') === 'nested') document.documentElement.dataset.order = 'nested';
} catch {
  // Storage may be forbidden.
}
