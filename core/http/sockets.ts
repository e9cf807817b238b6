import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Http } from './http.ts';

type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const tables = new WeakMap<Server, Map<string, UpgradeHandler>>();

/** The longest frame a client may send, in bytes. */
const MAX_FRAME = 64 * 1024;

/** Answers WebSockets at exactly this path; `address` is the client's. */
export function addSocketRoute(
  http: Http,
  path: string,
  handler: (socket: WebSocket, request: IncomingMessage, address: string) => void,
): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME,
    clientTracking: false,
    perMessageDeflate: false,
  });
  addUpgrade(http, path, (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, ws => handler(ws, request, http.addressOf(request))),
  );
}

/** Takes over HTTP upgrades at a path, or at everything below it when it ends in `/`. The longest match wins; what nobody takes gets 404. */
export function addUpgrade(http: Http, path: string, handler: UpgradeHandler): void {
  const server = http.server as Server;
  let table = tables.get(server);
  if (!table) {
    table = new Map();
    tables.set(server, table);
    listen(server, table);
  }
  table.set(path, handler);
}

function listen(server: Server, table: ReadonlyMap<string, UpgradeHandler>): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '/').split('?')[0]!;
    const handler = table.get(path) ?? longestPrefix(table, path);
    if (handler) handler(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
}

function longestPrefix(table: ReadonlyMap<string, UpgradeHandler>, path: string): UpgradeHandler | undefined {
  let best = '';
  for (const prefix of table.keys())
    if (prefix.endsWith('/') && path.startsWith(prefix) && prefix.length > best.length) best = prefix;
  return table.get(best);
}
