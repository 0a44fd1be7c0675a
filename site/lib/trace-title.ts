import type { Invariant } from '../../data/schema/experiment.ts';
import type { Trace } from '../../data/schema/trace.ts';
import { findApproach, reviewOfExperiment } from './approaches.ts';
import { settings } from './names.ts';

/** What a reader sees of a broken invariant. */
const broken: Readonly<Record<Invariant, string>> = {
  'acknowledged-survives': 'A store taken for durable is lost',
  ordering: 'A later store survives, an earlier durable one is lost',
  'no-foreign-data': 'A file shows data that was never stored in it',
  'tree-well-formed': 'The extent tree is torn',
  'operation-atomic': 'An operation is done by half',
  'no-leak': 'A block is used by nobody and never freed',
  mounts: 'The file system does not mount',
  'no-deadlock': 'A deadlock',
};

export const outcome = (trace: Trace): string =>
  trace.invariant === null ? 'The invariants hold' : broken[trace.invariant];

export const approachName = (trace: Trace): string =>
  findApproach(trace.approach, reviewOfExperiment(trace.experiment))?.approach.name ??
  trace.approach;

/** The conditions but the approach, which has a name of its own. */
export const conditionsOf = ({ conditions }: Trace) =>
  Object.fromEntries(Object.entries(conditions).filter(([name]) => name !== 'approach'));

/** What breaks under which conditions: two traces of one experiment never have the same title. */
export const traceTitle = (trace: Trace): string =>
  `${outcome(trace)}: ${[approachName(trace), settings(conditionsOf(trace))].filter((part) => part !== '').join(' · ')}`;
