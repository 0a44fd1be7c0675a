import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { createGzip } from 'node:zlib';
import type { Io } from '../../data/schema/command.ts';
import { type ExitCode, exitCode, Fault } from '../../data/schema/fault.ts';
import { decoded } from '../lib/decoded.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.mbox': 'application/mbox',
};

/** Serves a built site until interrupted; returns at once where the folder is not there. */
export function serve(input: {
  readonly folder: string;
  readonly base: string;
  readonly port: number;
  readonly io: Io;
}): Promise<ExitCode> {
  const { folder, base, port, io } = input;
  if (!isFile(join(folder, 'index.html'))) {
    throw new Fault('inputRefused', `${folder}: no built site`, 'run ./warrant site build');
  }
  const server = serverOf(folder, base);
  return new Promise((resolve, reject) => {
    server.on('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new Fault('lacking', `port ${port} is taken`, 'name another with --port')
          : cause,
      ),
    );
    server.listen(port, '127.0.0.1', () =>
      io.err(`serving ${folder} on http://127.0.0.1:${port}${base}\n`),
    );
    io.signal.addEventListener('abort', () => {
      server.close(() => resolve(exitCode.interrupted));
      server.closeAllConnections();
    });
  });
}

/** A plain file server with the headers and the compression that GitHub Pages would use, and 404.html for the rest. */
export function serverOf(folder: string, base: string): Server {
  const prefix = base.replace(/\/$/, '');
  return createServer((request, response) => {
    const path = decoded(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = path?.startsWith(`${prefix}/`)
      ? fileAt(folder, path.slice(prefix.length))
      : undefined;
    const found = file ?? join(folder, '404.html');
    const type = types[extname(found)] ?? 'application/octet-stream';
    const packed =
      /text|json|xml|svg/.test(type) && /\bgzip\b/.test(String(request.headers['accept-encoding']));
    response.writeHead(file ? 200 : 404, {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      ...(packed ? { 'content-encoding': 'gzip', vary: 'accept-encoding' } : {}),
    });
    const source = createReadStream(found).on('error', () => response.end());
    if (packed) source.pipe(createGzip()).pipe(response);
    else source.pipe(response);
  });
}

/** The file for a path: itself, or the index of a folder; never one outside. */
function fileAt(folder: string, path: string): string | undefined {
  const file = normalize(join(folder, path));
  if (file !== folder && !file.startsWith(folder + sep)) return undefined;
  if (isFile(file)) return file;
  const index = join(file, 'index.html');
  return isFile(index) ? index : undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
