import { isArm } from '../../bench/model/litmus/armv8/read.ts';
import { type LitmusOutcome, runLitmus } from '../../bench/model/litmus/run.ts';
import { witnessSteps, witnessText } from '../../bench/model/litmus/witness.ts';
import { runSetting } from '../../bench/model/run-experiment.ts';
import type { Reply, Request } from './messages.ts';

/** The model off the main thread: the same code that `./warrant litmus` and `explore` run. */
addEventListener('message', (event: MessageEvent<Request>) => {
  postMessage(answer(event.data));
});

let last: LitmusOutcome | null = null;

function answer(request: Request): Reply {
  try {
    switch (request.kind) {
      case 'litmus': {
        last = runLitmus(request.text, {
          onProgress: (progress) => postMessage({ kind: 'progress', ...progress } satisfies Reply),
        });
        if (last.kind !== 'explored') return { kind: 'litmus', outcome: last };
        const { witnesses: _, ...outcome } = last;
        return { kind: 'litmus', outcome };
      }
      case 'witness':
        return { kind: 'witness', state: request.state, lines: witnessOf(request.state) };
      case 'scenario':
        return { kind: 'scenario', outcome: runSetting(request.experiment, request.setting) };
    }
  } catch (caught) {
    return { kind: 'failed', message: caught instanceof Error ? caught.message : String(caught) };
  }
}

function witnessOf(state: readonly number[]): string[] {
  if (last?.kind !== 'explored' || isArm(last.program)) return [];
  const witness = last.witnesses.get(state.join(','));
  return witness ? witnessText(witnessSteps(last.program, witness)) : [];
}
