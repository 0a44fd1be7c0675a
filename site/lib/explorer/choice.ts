import type { Choice } from './rows.ts';

/** Names in the address that are no axis of an experiment. */
const own = ['run', 'with', 'metric', 'raw'];

/** What an address, or a form in the same words, asks for; nothing in it need exist. */
export function choiceOf(state: URLSearchParams): Choice {
  const run = state.get('run') ?? '';
  return {
    run,
    beside: [...new Set(state.getAll('with'))].filter((id) => id !== run),
    metric: state.get('metric') ?? '',
    raw: state.get('raw') === 'on',
    axes: Object.fromEntries(
      [...state].filter(([name, value]) => !own.includes(name) && value !== ''),
    ),
  };
}

/** The same choice as an address that restores it. */
export function addressOf(choice: Choice): URLSearchParams {
  return new URLSearchParams([
    ['run', choice.run],
    ...choice.beside.map((id) => ['with', id]),
    ['metric', choice.metric],
    ...(choice.raw ? [['raw', 'on']] : []),
    ...Object.entries(choice.axes),
  ]);
}
