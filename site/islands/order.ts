import { remember } from './remember.ts';

/** Remembers whether answers are nested or flat; the buttons work without it. */
const page = document.documentElement;

for (const button of document.querySelectorAll<HTMLInputElement>('input[name=order]')) {
  // What was assumed before the first paint goes into the buttons, which decide from here on.
  button.checked = button.value === (page.dataset['order'] ?? 'flat');
  button.addEventListener('change', () => {
    if (button.checked) remember('order', button.value);
  });
}
delete page.dataset['order'];
