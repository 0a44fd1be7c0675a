import { PgBoss } from 'pg-boss';
import { Fault, messageOf } from '../../../data/schema/fault.ts';

/** Where plans are announced. Their jobs are read by workers and taken by none. */
export const plansQueue = 'warrant-plans';
/** Where a part goes that failed on every try, with the last reason. */
export const deadQueue = 'warrant-dead-parts';

/** The queue of one plan's parts. */
export const partsQueue = (plan: string): string => `warrant-parts-${plan}`;

/**
 * A worker that falls silent for this long is taken for dead and its part goes to another: 10 is the
 * least that pg-boss allows, and its workers beat every half of it.
 */
export const heartbeatSeconds = 10;

/**
 * Connects to PostgreSQL and makes pg-boss's schema there on first use.
 * @param log takes faults of the connection that pg-boss itself recovers from, one line each.
 * @throws Fault `usage` for what is no PostgreSQL address, `lacking` where no server answers.
 */
export async function connect(url: string, log: (line: string) => void): Promise<PgBoss> {
  const address = addressOf(url);
  const boss = new PgBoss({
    connectionString: url,
    application_name: 'warrant',
    schedule: false,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
  });
  const said = new Set<string>();
  boss.on('error', (fault) => {
    const line = `queue: ${messageOf(fault)}`;
    if (!said.has(line)) log(line); // pg-boss tries again by itself, many times a second
    said.add(line);
  });
  try {
    await boss.start();
    for (const queue of [deadQueue, plansQueue]) await boss.createQueue(queue);
  } catch (cause) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw new Fault(
      'lacking',
      `no PostgreSQL at ${address}: ${messageOf(cause)}`,
      'start one (Debian: apt-get install postgresql) and give its address with --queue',
      cause,
    );
  }
  return boss;
}

/** Host, port and database of the address, without what is secret in it. */
function addressOf(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    if (protocol === 'postgres:' || protocol === 'postgresql:') return `${host}${pathname}`;
  } catch {} // told below
  throw new Fault(
    'usage',
    '--queue takes the address of a PostgreSQL database',
    'give postgres://USER:PASSWORD@HOST:PORT/DATABASE',
  );
}
