import { visible } from '../../../data/schema/fault.ts';

/**
 * What pg-boss's supervisor writes where a worker gave no reason (`failJobsByTimeout` and
 * `failJobsByHeartbeat` of its plans.js), in our words.
 */
const supervisors: Readonly<Record<string, string>> = {
  'job heartbeat timeout': 'the worker fell silent',
  'job timed out': 'the worker took longer than a part may',
};

/** Why a try failed: what the worker threw, or that it threw nothing and was given up. */
export function reasonOf(output: object | null): string {
  const message = messageIn(output);
  const value = output && 'value' in output ? output.value : null;
  const given = message ?? messageIn(value) ?? value;
  if (given === null) return 'the worker fell silent';
  const reason = visible(String(given));
  return supervisors[reason] ?? reason;
}

function messageIn(value: unknown): unknown {
  return value !== null && typeof value === 'object' && 'message' in value ? value.message : null;
}
