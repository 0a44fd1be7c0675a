import { isAbsolute, join } from 'node:path';
import type { Io, OptionValues } from '../command.ts';

/** The `--store` option that every command reading or writing a store takes. */
export const storeOption = { store: { type: 'string' } } as const;

/** `--store`, else `WARRANT_STORE`, else `build/warrant.sqlite` under the project. */
export function storePath(values: OptionValues, io: Io): string {
  const named = typeof values['store'] === 'string' ? values['store'] : io.env['WARRANT_STORE'];
  if (!named) return join(io.root, 'build', 'warrant.sqlite');
  return isAbsolute(named) ? named : join(io.cwd, named);
}
