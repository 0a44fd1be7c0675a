/** What is chosen: a run and others beside it, a metric, values of axes, and how to draw them. */
export interface Choice {
  readonly run: string;
  readonly beside: readonly string[];
  readonly metric: string;
  /** Values by axis, as text; an axis without any takes all. */
  readonly axes: Readonly<Record<string, readonly string[]>>;
  /** Axes of the small multiples. */
  readonly panels: readonly string[];
  /** Key of a line, or nothing. */
  readonly baseline: string;
  readonly scale: 'auto' | 'linear' | 'log';
  readonly raw: boolean;
}

/** Names in the address that are no axis of an experiment. */
const own = ['run', 'with', 'metric', 'panels', 'baseline', 'scale', 'raw'];

/** What an address, or a form in the same words, asks for; nothing in it need exist. */
export function choiceOf(state: URLSearchParams, usual: readonly string[]): Choice {
  const run = state.get('run') ?? '';
  const asked = [...state].filter(([name, value]) => !own.includes(name) && value !== '');
  const scale = state.get('scale');
  return {
    run,
    beside: [...new Set(state.getAll('with'))].filter((id) => id !== run),
    metric: state.get('metric') ?? '',
    axes: Object.fromEntries(
      [...Map.groupBy(asked, ([name]) => name)].map(([name, of]) => [
        name,
        [...new Set(of.map(([, value]) => value))],
      ]),
    ),
    // Empty says that no axis makes panels; absent, that nothing was said.
    panels: state.has('panels') ? state.getAll('panels').filter((name) => name !== '') : usual,
    baseline: state.get('baseline') ?? '',
    scale: scale === 'linear' || scale === 'log' ? scale : 'auto',
    raw: state.get('raw') === 'on',
  };
}

/** The same choice as an address that restores it. */
export function addressOf(choice: Choice): URLSearchParams {
  return new URLSearchParams([
    ['run', choice.run],
    ...choice.beside.map((id) => ['with', id]),
    ['metric', choice.metric],
    ...Object.entries(choice.axes).flatMap(([name, values]) =>
      values.map((value) => [name, value]),
    ),
    ...(choice.panels.length > 0 ? choice.panels : ['']).map((name) => ['panels', name]),
    ...(choice.baseline === '' ? [] : [['baseline', choice.baseline]]),
    ...(choice.scale === 'auto' ? [] : [['scale', choice.scale]]),
    ...(choice.raw ? [['raw', 'on']] : []),
  ]);
}
