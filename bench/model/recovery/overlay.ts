import type { World } from '../fs/machine.ts';
import type { View } from '../fs/view.ts';

/**
 * Whether a transaction counts as replayed already: never, unless the bug is planted that takes it for that when the
 * first of its lines is home.
 */
export function isSkipped(world: World, view: View, home: number, line: number): boolean {
  if (world.bug !== 'replay-skips-begun') return false;
  const [there, logged] = [view.locate(home), view.locate(line)];
  for (let i = 0; i < 4; i++) if (view.words[there + i] !== view.words[logged + i]) return false;
  return true;
}

/** The home line is read where the log has it, from now on. */
export function redirectTo(world: World, view: View, home: number, line: number): void {
  view.redirectTo(home, line);
  if (world.recovery === 'interrupted') view.replayed.push({ home, from: line });
}

/** A block freed since it was logged belongs to someone else: its home is left as it is. */
export function cancelBlock(world: World, view: View, line: number): void {
  if (world.bug === 'revoke-ignored') return;
  for (let i = 0; i < world.geometry.blockLines; i++) view.redirectTo(line + i, line + i);
}

/** Before a transaction is replayed; forgets those before it where that bug is planted. */
export function replayBegins(world: World, view: View): void {
  if (world.bug !== 'replay-last-only') return;
  for (let line = 0; line < world.geometry.lines; line++) view.redirectTo(line, line);
}
