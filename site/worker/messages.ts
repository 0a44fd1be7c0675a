import type { LitmusOutcome } from '../../bench/model/litmus/run.ts';
import type { SettingOutcome } from '../../bench/model/outcome.ts';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';

/** What the page asks of the model. */
export type Request =
  | { readonly kind: 'litmus'; readonly text: string }
  | { readonly kind: 'scenario'; readonly experiment: Experiment; readonly setting: Conditions };

/** What the model answers; `failed` where an input is refused. */
export type Reply =
  | { readonly kind: 'litmus'; readonly outcome: LitmusOutcome }
  | { readonly kind: 'scenario'; readonly outcome: SettingOutcome }
  | { readonly kind: 'failed'; readonly message: string };
