import type { Machine } from '../fs/machine.ts';
import type { Promises } from '../fs/promises.ts';

/**
 * Whether a crash at `later` can leave every image that one at `earlier` can, and the oracle holds
 * each of those to no less. Then a crash at `earlier` need not be tried. Stores and write-backs that
 * no fence ended only add versions, so this is the rule within one fence interval.
 */
export function covers(later: Machine, earlier: Machine): boolean {
  return (
    sameDuty(later.promises, earlier.promises) &&
    earlier.memory.lines.every((line, i) => {
      const after = later.memory.lines[i];
      if (after === line) return true;
      return after !== undefined && line.versions.every((v) => after.versions.includes(v));
    })
  );
}

/**
 * Promises may only have grown by values that `earlier` could not show: a store adds its own value
 * (values are unique) and a transaction adds its own block map.
 */
function sameDuty(later: Promises, earlier: Promises): boolean {
  if (later === earlier) return true;
  return (
    later.durable === earlier.durable &&
    later.orders.length === earlier.orders.length &&
    later.acceptable.every((mask, cell) => grewByOwnStore(later, earlier, mask, cell)) &&
    later.history.length === earlier.history.length
  );
}

function grewByOwnStore(later: Promises, earlier: Promises, mask: number, cell: number): boolean {
  const before = earlier.acceptable[cell] ?? 0;
  if (mask === before) return later.written[cell] === earlier.written[cell];
  const latest = later.latest[cell] ?? 0;
  return mask === (before | (1 << latest)) && latest !== earlier.latest[cell];
}
