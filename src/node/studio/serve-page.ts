/** Serves the studio to this machine alone. */

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MachineError } from '../../scenario/errors.ts';

const HOST = '127.0.0.1';
/** Names under which a browser on this machine asks; any other is a page elsewhere that pretends to be it. */
const NAMES = new Set([HOST, 'localhost']);

export interface ServedPage {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serve one page at `/` on the loopback interface.
 *
 * @param port  0 for any that is free.
 * @throws MachineError  When the port is taken.
 */
export async function servePage(html: string, port: number): Promise<ServedPage> {
  const body = Buffer.from(html);
  const server = createServer(({ method, url, headers }, response) => {
    const name = (headers.host ?? '').replace(/:\d+$/, '');
    const status = !NAMES.has(name) ? 403 : method !== 'GET' && method !== 'HEAD' ? 405 : url === '/' ? 200 : 404;
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    });
    response.end(status === 200 && method === 'GET' ? body : '');
  });
  await listen(server, port);
  const { port: given } = server.address() as AddressInfo;
  return {
    address: `http://${HOST}:${given}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'it is in use' : error.message;
      reject(new MachineError(`port ${port} cannot be opened: ${reason}; choose another with --port, or 0 for any`));
    });
    server.listen(port, HOST, resolve);
  });
}
