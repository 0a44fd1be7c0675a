import { initialFor, operate } from './named-operation.ts';
import type { Workload } from './workload.ts';

/** An operation, while somebody else makes the log durable again and again. */
export const operationBesideForce: Workload = {
  initial: initialFor,
  program: (_world, _approach, setting) => ({
    names: ['program', 'kernel'],
    actors: [[operate(setting)], [{ kind: 'force' }, { kind: 'force' }]],
  }),
};
