// Before the first paint, so that nothing flashes or moves: what a reader chose earlier (the theme, nested answers),
// and that scripts run.
document.documentElement.dataset.scripts = '';
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (localStorage.getItem('order') === 'nested') document.documentElement.dataset.order = 'nested';
} catch {
  // Storage may be forbidden.
}
