import { foldedName } from '../fold.ts';
import type { MessageFilter } from './reader.ts';

/** The WHERE clause of a message filter and its values, over the tables message and thread. */
export function whereOf(filter: MessageFilter): { where: string; values: string[] } {
  const parts: [string, string[]][] = [];
  if (filter.thread) parts.push(['message.thread_id = ?', [filter.thread]]);
  if (filter.threads) {
    const ids = JSON.stringify([...filter.threads]);
    parts.push(['message.thread_id IN (SELECT value FROM json_each(?))', [ids]]);
  }
  if (filter.from) {
    const { addresses = [] } = filter;
    const pattern = `%${foldedName(filter.from).replace(/[\\%_]/g, '\\$&')}%`;
    parts.push([
      `(from_name, from_address) IN (SELECT name, address FROM sender WHERE folded LIKE ? ESCAPE '\\'${
        addresses.length > 0 ? ` OR lower(address) IN (${addresses.map(() => '?').join(', ')})` : ''
      })`,
      [pattern, ...addresses],
    ]);
  }
  if (filter.after) parts.push(['date >= ?', [filter.after]]);
  if (filter.before) parts.push(['date < ?', [filter.before]]);
  return {
    where: parts.map(([clause]) => clause).join(' AND ') || '1',
    values: parts.flatMap(([, values]) => values),
  };
}
