import type { Reply, Request } from '../worker/messages.ts';
import { element } from './dom.ts';

type Answer = Exclude<Reply, { kind: 'progress' }>;

/** How long a run may take before it is worth a line that says so, in milliseconds. */
const silence = 300;

/**
 * One worker for one box of the page. A run that is still going says how far it is, and a button stops
 * it: ending its worker is the only way to stop a search.
 */
export class ModelWorker {
  readonly #box: HTMLElement;
  #worker: Worker | null = null;

  constructor(box: HTMLElement) {
    this.#box = box;
  }

  /** Resolves to null where the run was stopped, or another took its place. */
  run(request: Request): Promise<Answer | null> {
    this.#worker?.terminate();
    const worker = new Worker(new URL('../worker/model.ts', import.meta.url), { type: 'module' });
    this.#worker = worker;
    return this.#answer(worker, request, true);
  }

  /** Asks the worker that answered last. */
  ask(request: Request): Promise<Answer | null> {
    return this.#worker ? this.#answer(this.#worker, request, false) : Promise.resolve(null);
  }

  #answer(worker: Worker, request: Request, shown: boolean): Promise<Answer | null> {
    return new Promise((resolve) => {
      const began = performance.now();
      const said = element('span', {}, 'running…');
      const stop = element('button', { type: 'button' }, 'Stop');
      let far = '';
      const tell = () => {
        const seconds = Math.floor((performance.now() - began) / 1000);
        said.textContent = `running for ${seconds} s${far} `;
      };
      const timer = setInterval(tell, 1000);
      const line = element('p', { class: 'meta', role: 'status' }, said, stop);
      const late = setTimeout(() => {
        if (shown) this.#box.replaceChildren(line);
      }, silence);
      const done = (answer: Answer | null) => {
        clearInterval(timer);
        clearTimeout(late);
        resolve(answer);
      };
      stop.addEventListener('click', () => {
        worker.terminate();
        this.#worker = null;
        this.#box.replaceChildren(
          element('p', { class: 'label' }, `Stopped${far || ', nothing decided'}.`),
        );
        done(null);
      });
      worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
        if (worker !== this.#worker) return done(null);
        if (data.kind !== 'progress') return done(data);
        far = `: ${data.steps.toLocaleString('en-US')} steps, ${data.states.toLocaleString('en-US')} states so far`;
        tell();
      });
      worker.addEventListener('error', (event) => {
        done({ kind: 'failed', message: event.message || 'the worker could not start' });
      });
      worker.postMessage(request);
    });
  }
}
