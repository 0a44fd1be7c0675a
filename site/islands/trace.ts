/** Steps through a trace: buttons, keys j k arrows home end, and the address's fragment. */
const viewer = document.querySelector<HTMLElement>('#viewer');
const steps = [...(viewer?.querySelectorAll<HTMLElement>('.step') ?? [])];
const links = [...(viewer?.querySelectorAll<HTMLAnchorElement>('.rail a') ?? [])];
const output = viewer?.querySelector('output');
let at = 0;

function fromAddress(): number {
  const index = steps.findIndex((step) => `#${step.id}` === location.hash);
  return index === -1 ? 0 : index;
}

function show(index: number, write: boolean): void {
  at = Math.max(0, Math.min(steps.length - 1, index));
  steps.forEach((step, n) => {
    step.hidden = n !== at;
  });
  links.forEach((link, n) => {
    if (n === at) link.setAttribute('aria-current', 'step');
    else link.removeAttribute('aria-current');
  });
  links[at]?.scrollIntoView({ block: 'nearest' });
  if (output) output.textContent = `${at + 1} of ${steps.length}`;
  for (const button of buttons()) {
    button.disabled = at === (/first|back/.test(button.dataset['go'] ?? '') ? 0 : steps.length - 1);
  }
  if (write) history.replaceState(null, '', `#step-${at + 1}`);
}

const buttons = () => [...(viewer?.querySelectorAll<HTMLButtonElement>('[data-go]') ?? [])];

const target: Readonly<Record<string, () => number>> = {
  first: () => 0,
  back: () => at - 1,
  on: () => at + 1,
  last: () => steps.length - 1,
};
const keys: Readonly<Record<string, string>> = {
  j: 'on',
  ArrowRight: 'on',
  ArrowDown: 'on',
  k: 'back',
  ArrowLeft: 'back',
  ArrowUp: 'back',
  Home: 'first',
  End: 'last',
};

if (viewer && steps.length > 0) {
  viewer.classList.add('live');
  viewer.querySelector<HTMLElement>('.controls')?.removeAttribute('hidden');
  for (const button of buttons()) {
    button.addEventListener('click', () =>
      show(target[button.dataset['go'] ?? '']?.() ?? at, true),
    );
  }
  addEventListener('keydown', (event) => {
    const inField =
      event.target instanceof Element && event.target.closest('input, textarea, select');
    const go = keys[event.key];
    if (inField || event.ctrlKey || event.metaKey || event.altKey || go === undefined) return;
    event.preventDefault();
    show(target[go]?.() ?? at, true);
  });
  addEventListener('hashchange', () => show(fromAddress(), false));
  show(fromAddress(), false);
}
