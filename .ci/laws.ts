import { configureGlobal } from 'fast-check';

/**
 * Laws draw from one seed, so that a run of the tests says the same twice: a red CI is a change, never
 * chance. Other draws are asked for: `WARRANT_SEED=7 npx vitest run FILE`, or `WARRANT_SEED=any`.
 */
const asked = process.env['WARRANT_SEED'] ?? '2016';
if (asked !== 'any') configureGlobal({ seed: Number(asked) });
