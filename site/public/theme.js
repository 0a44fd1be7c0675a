// Before the first paint, so that a chosen theme does not flash. Without it the system's theme holds.
try {
  const chosen = localStorage.getItem('theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be forbidden.
}
