/** Goes from claim to claim in a thread: a button, and the keys n and p. Proposals where nobody reviewed. */
const button = document.querySelector<HTMLButtonElement>('#next');
const reviewed = [...document.querySelectorAll<HTMLElement>('.mail a.said[id]')];
const stops =
  reviewed.length > 0
    ? reviewed
    : [...document.querySelectorAll<HTMLElement>('.mail .extracted[id]')];

/** Where a claim stands on the page; a folded one counts where its fold is. */
const topOf = (one: HTMLElement) =>
  (one.checkVisibility() ? one : (folds(one).at(-1) ?? one)).getBoundingClientRect().top;

function folds(one: HTMLElement): HTMLDetailsElement[] {
  const found: HTMLDetailsElement[] = [];
  for (let at = one.parentElement; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement && !at.open) found.push(at);
  }
  return found;
}

function go(step: 1 | -1): void {
  const here = stops.findIndex((one) => `#${one.id}` === location.hash);
  const ahead = stops.findIndex((one) => topOf(one) > innerHeight / 2);
  const to =
    here !== -1 && Math.abs(topOf(stops[here] as HTMLElement)) < 2 * innerHeight
      ? here + step
      : (ahead === -1 ? stops.length : ahead) + (step === 1 ? 0 : -1);
  const stop = stops[(to + stops.length) % stops.length];
  if (!stop) return;
  for (const fold of folds(stop)) fold.open = true;
  location.replace(`#${stop.id}`);
  stop.scrollIntoView({ block: 'center' });
  stop.focus({ preventScroll: true });
}

if (button && stops.length > 0) {
  const bar = button.closest<HTMLElement>('.next');
  if (bar) bar.hidden = false;
  button.addEventListener('click', () => go(1));
  document.addEventListener('keydown', (event) => {
    const typing =
      event.target instanceof Element && event.target.closest('input, select, textarea');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'n') go(1);
    if (event.key === 'p') go(-1);
  });
}

export {};
