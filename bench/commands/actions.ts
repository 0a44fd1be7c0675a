import type { Command } from '../../data/schema/command.ts';
import { Fault } from '../../data/schema/fault.ts';

/** A command whose first word says which of several it is; that one gets the other words. */
export const oneOf =
  (name: string, actions: Readonly<Record<string, Command['run']>>): Command['run'] =>
  async ({ values, positionals: [action, ...positionals], io }) => {
    const run = action !== undefined && Object.hasOwn(actions, action) ? actions[action] : null;
    if (run) return run({ values, positionals, io });
    const given = action === undefined ? 'no action' : `unknown action ${JSON.stringify(action)}`;
    throw new Fault('usage', `${name}: ${given}`, `use one of ${Object.keys(actions).join(', ')}`);
  };
