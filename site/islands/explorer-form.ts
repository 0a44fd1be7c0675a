import { besides, nameOf } from '../lib/explorer/beside.ts';
import type { Choice, Offer } from '../lib/explorer/rows.ts';
import { words } from '../lib/format.ts';
import { element } from './dom.ts';

/** Puts a choice into the form, and into it what else could be chosen. */
export function fill(
  form: HTMLFormElement,
  choice: Choice,
  offers: readonly Offer[],
  axes: readonly { readonly name: string; readonly values: readonly string[] }[],
): void {
  const main = offers.find((one) => one.run === choice.run);
  const select = (name: string) => form.querySelector<HTMLSelectElement>(`[name=${name}]`);
  for (const one of select('run')?.options ?? []) one.selected = one.value === choice.run;
  select('metric')?.replaceChildren(
    ...(main?.metrics ?? []).map((name) => option(name, words(name), name === choice.metric)),
  );
  const raw = form.querySelector<HTMLInputElement>('[name=raw]');
  if (raw) raw.checked = choice.raw;
  form
    .querySelector('#axes')
    ?.replaceChildren(
      ...axes.map((axis) =>
        element(
          'label',
          {},
          `${words(axis.name)} `,
          element(
            'select',
            { name: axis.name },
            option('', 'all', choice.axes[axis.name] === undefined),
            ...axis.values.map((value) => option(value, value, choice.axes[axis.name] === value)),
          ),
        ),
      ),
    );
  form
    .querySelector('#beside')
    ?.replaceChildren(...besides(choice, offers).map((one) => box(one, choice)));
}

function box(offer: Offer, choice: Choice): HTMLElement {
  const input = element('input', { type: 'checkbox', name: 'with', value: offer.run });
  input.checked = choice.beside.includes(offer.run);
  return element('label', {}, input, ` ${nameOf(offer)}`);
}

function option(value: string, text: string, selected: boolean): HTMLOptionElement {
  const made = element('option', { value }, text);
  made.selected = selected;
  return made;
}
