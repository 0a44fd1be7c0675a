import type { State } from '../../bench/model/litmus/program/program.ts';
import type { LitmusOutcome } from '../../bench/model/litmus/run.ts';
import type { SettingOutcome } from '../../bench/model/outcome.ts';
import type { Experiment } from '../../data/schema/experiment.ts';
import type { Conditions } from '../../data/schema/scope.ts';

/** What the page asks of the model. A witness is one of the litmus program that was run last. */
export type Request =
  | { readonly kind: 'litmus'; readonly text: string }
  | { readonly kind: 'scenario'; readonly experiment: Experiment; readonly setting: Conditions }
  | { readonly kind: 'witness'; readonly state: State };

type WithoutWitnesses<T> = T extends unknown ? Omit<T, 'witnesses'> : never;

/** An outcome as the page gets it: witnesses stay in the worker until they are asked for. */
export type ShownOutcome = WithoutWitnesses<LitmusOutcome>;

/** What the model answers; `failed` where an input is refused. */
export type Reply =
  | { readonly kind: 'progress'; readonly steps: number; readonly states: number }
  | { readonly kind: 'litmus'; readonly outcome: ShownOutcome }
  | { readonly kind: 'scenario'; readonly outcome: SettingOutcome }
  | { readonly kind: 'witness'; readonly state: State; readonly lines: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string };
