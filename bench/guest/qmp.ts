import { createConnection, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

type Answer = Readonly<Record<string, unknown>>;

/** QEMU's machine protocol (docs/interop/qmp-spec.rst): one command at a time. */
export class Qmp {
  readonly #socket: Socket;
  readonly #events = new Set<string>();
  readonly #awaited = new Map<string, () => void>();
  #answered: ((answer: Answer) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    createInterface({ input: socket }).on('line', (line) => this.#take(JSON.parse(line)));
  }

  /** Waits for the emulator to make the socket; ends when `signal` fires. */
  static async connect(path: string, signal: AbortSignal): Promise<Qmp> {
    for (;;) {
      signal.throwIfAborted();
      try {
        const qmp = new Qmp(await connected(path));
        await qmp.run('qmp_capabilities');
        return qmp;
      } catch (caught) {
        if (!isAbsent(caught)) throw caught;
        await setTimeout(20, undefined, { signal });
      }
    }
  }

  /** @throws Error with QEMU's words. */
  async run(command: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const answer = new Promise<Answer>((resolve) => {
      this.#answered = resolve;
    });
    this.#socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    const { error, return: result } = await answer;
    if (error) throw new Error(`QEMU refuses ${command}: ${JSON.stringify(error)}`);
    return result;
  }

  /** Resolves once the event has come, before or after this call. */
  async event(name: string): Promise<void> {
    if (this.#events.has(name)) return;
    await new Promise<void>((resolve) => this.#awaited.set(name, resolve));
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(message: Answer): void {
    const event = message['event'];
    if (typeof event === 'string') {
      this.#events.add(event);
      this.#awaited.get(event)?.();
    } else if (!('QMP' in message)) this.#answered?.(message);
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.off('error', reject);
      // The emulator may end while it is listened to; whoever waits for that learns it from the process.
      socket.on('error', () => {});
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

const isAbsent = (caught: unknown): boolean =>
  caught instanceof Error &&
  'code' in caught &&
  (caught.code === 'ENOENT' || caught.code === 'ECONNREFUSED');
