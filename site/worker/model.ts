import { runLitmus } from '../../bench/model/litmus/run.ts';
import { runSetting } from '../../bench/model/run-experiment.ts';
import type { Reply, Request } from './messages.ts';

/** The model off the main thread: the same code that `./warrant litmus` and `explore` run. */
addEventListener('message', (event: MessageEvent<Request>) => {
  postMessage(answer(event.data));
});

function answer(request: Request): Reply {
  try {
    return request.kind === 'litmus'
      ? { kind: 'litmus', outcome: runLitmus(request.text, { budget: 200_000 }) }
      : { kind: 'scenario', outcome: runSetting(request.experiment, request.setting) };
  } catch (caught) {
    return { kind: 'failed', message: caught instanceof Error ? caught.message : String(caught) };
  }
}
