import { remember } from './remember.ts';

/** The button that overrides the system's theme: system → the other one → back. */
const button = document.querySelector<HTMLButtonElement>('#theme');
const root = document.documentElement;

function shown(): 'light' | 'dark' {
  const chosen = root.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

button?.addEventListener('click', () => {
  const next = shown() === 'dark' ? 'light' : 'dark';
  root.dataset['theme'] = next;
  remember('theme', next);
  dispatchEvent(new Event('themechange'));
});
if (button) button.hidden = false;
