/** Steps through a trace: buttons, slider, keys j k arrows home end and p, and the address's fragment. */
const viewer = document.querySelector<HTMLElement>('#viewer');
const steps = [...(viewer?.querySelectorAll<HTMLElement>('.step') ?? [])];
const links = [...(viewer?.querySelectorAll<HTMLAnchorElement>('.rail a') ?? [])];
const columns = [...(viewer?.querySelectorAll<SVGAElement>('.lanes .at') ?? [])];
const output = viewer?.querySelector('output');
const scrub = viewer?.querySelector<HTMLInputElement>('.scrub input');
const player = viewer?.querySelector<HTMLButtonElement>('[data-play]');
/** Between two steps that are played, in milliseconds: time to read a heading. */
const pace = 1200;
let timer: ReturnType<typeof setInterval> | undefined;
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
  for (const marked of [links, columns]) {
    marked.forEach((link, n) => {
      if (n === at) link.setAttribute('aria-current', 'step');
      else link.removeAttribute('aria-current');
    });
  }
  scrollWithin(links[at]?.closest<HTMLElement>('.rail'), links[at]);
  scrollWithin(viewer?.querySelector<HTMLElement>('.lanescroll'), columns[at]);
  if (scrub) {
    scrub.value = String(at + 1);
    scrub.setAttribute(
      'aria-valuetext',
      `${columns[at]?.querySelector('title')?.textContent ?? at + 1}`,
    );
  }
  if (at === steps.length - 1) stop();
  if (output) output.textContent = `${at + 1} of ${steps.length}`;
  for (const button of buttons()) {
    button.disabled = at === (/first|back/.test(button.dataset['go'] ?? '') ? 0 : steps.length - 1);
  }
  if (write) history.replaceState(null, '', `#step-${at + 1}`);
}

/** Shows a part of a box by scrolling the box alone, never the page. */
function scrollWithin(box: Element | null | undefined, part: Element | undefined): void {
  if (!box || !part) return;
  const [outer, inner] = [box.getBoundingClientRect(), part.getBoundingClientRect()];
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top;
  if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom;
  if (inner.left < outer.left || inner.right > outer.right) {
    box.scrollLeft += inner.left - outer.left - outer.width / 2;
  }
}

function stop(): void {
  clearInterval(timer);
  timer = undefined;
  if (player) player.textContent = 'Play';
}

/** From the first step again where the last is shown. */
function playOrPause(): void {
  if (timer !== undefined) {
    stop();
    return;
  }
  if (at === steps.length - 1) show(0, true);
  timer = setInterval(() => show(at + 1, true), pace);
  if (player) player.textContent = 'Pause';
}

/** A step that the reader chose ends the play. */
function go(index: number): void {
  stop();
  show(index, true);
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
  for (const button of buttons()) {
    button.addEventListener('click', () => go(target[button.dataset['go'] ?? '']?.() ?? at));
  }
  player?.addEventListener('click', playOrPause);
  scrub?.addEventListener('input', () => go(Number(scrub.value) - 1));
  addEventListener('keydown', (event) => {
    const inField =
      event.target instanceof Element && event.target.closest('input, textarea, select');
    const where = keys[event.key];
    if (inField || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'p') playOrPause();
    if (where === undefined) return;
    event.preventDefault();
    go(target[where]?.() ?? at);
  });
  addEventListener('hashchange', () => {
    stop();
    show(fromAddress(), false);
  });
  show(fromAddress(), false);
}
