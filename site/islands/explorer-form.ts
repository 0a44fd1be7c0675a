import { besides, nameOf } from '../lib/explorer/beside.ts';
import type { Choice } from '../lib/explorer/choice.ts';
import type { Form, NamedFacet } from '../lib/explorer/form.ts';
import type { Offer } from '../lib/explorer/rows.ts';
import { grouped } from '../lib/format.ts';
import type { Naming } from '../lib/naming.ts';
import { element } from './dom.ts';

/** Puts a choice into the form, and into it what else could be chosen. */
export function fill(
  form: HTMLFormElement,
  choice: Choice,
  offers: readonly Offer[],
  { facets, panels, baselines }: Form,
  naming: Naming,
): void {
  const main = offers.find((one) => one.run === choice.run);
  const select = (name: string) => form.querySelector<HTMLSelectElement>(`select[name=${name}]`);
  for (const one of select('run')?.options ?? []) one.selected = one.value === choice.run;
  select('metric')?.replaceChildren(
    ...(main?.metrics ?? []).map((id) => option(id, naming.metric(id), id === choice.metric)),
  );
  select('baseline')?.replaceChildren(
    option('', 'nothing', choice.baseline === ''),
    ...baselines.map(({ key, name }) => option(key, name, key === choice.baseline)),
  );
  for (const one of select('scale')?.options ?? []) one.selected = one.value === choice.scale;
  const raw = form.querySelector<HTMLInputElement>('[name=raw]');
  if (raw) raw.checked = choice.raw;
  form.querySelector('#axes')?.replaceChildren(...facets.map(fieldset));
  form
    .querySelector('#panels')
    ?.replaceChildren(
      element('legend', {}, 'A panel for each'),
      ...panels.map(({ axis, name, chosen }) => box('panels', axis, chosen, name)),
    );
  form
    .querySelector('#beside')
    ?.replaceChildren(
      ...besides(choice, offers).map((one) =>
        box('with', one.run, choice.beside.includes(one.run), nameOf(one)),
      ),
    );
}

const fieldset = ({ axis, name, values }: NamedFacet): HTMLElement =>
  element(
    'fieldset',
    { class: 'facet' },
    element('legend', {}, name),
    ...values.map((value) =>
      box(
        axis,
        value.text,
        value.chosen,
        value.name,
        element('span', { class: 'n' }, grouped(value.count)),
      ),
    ),
  );

function box(
  name: string,
  value: string,
  checked: boolean,
  said: string,
  ...after: readonly Node[]
): HTMLElement {
  const input = element('input', { type: 'checkbox', name, value });
  input.checked = checked;
  return element('label', {}, input, ` ${said} `, ...after);
}

function option(value: string, text: string, selected: boolean): HTMLOptionElement {
  const made = element('option', { value }, text);
  made.selected = selected;
  return made;
}
