import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What some files held, to be put back as it was; a file that was not there is taken away again. */
export function remember(paths: readonly string[]): () => void {
  const held = paths.map((path) => [path, existsSync(path) ? readFileSync(path) : null] as const);
  return () => {
    for (const [path, content] of held) {
      if (content === null) rmSync(path, { force: true });
      else {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
      }
    }
  };
}
