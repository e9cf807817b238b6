import type { Server } from 'node:http';
import net, { type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long an idle keep-alive connection is left for the request that may be on its way. Callers of ours drop idle ones sooner. */
const IDLE_MS = 1_000;
const CHECK_MS = 50;

/**
 * Prepares a server to be drained without cutting a request: it then takes no new connections, answers what comes on the open
 * ones with `Connection: close`, and closes those that stay idle. Costs nothing per request until then.
 */
export function watchConnections(server: Server): (graceMs: number) => Promise<void> {
  const connections = new Set<Socket>();
  server.on('connection', socket => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });

  return async function drain(graceMs) {
    const end = performance.now() + graceMs;
    server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
    // http.Server#close would also cut every idle connection at once, where a request may be on its way.
    if (server.listening) net.Server.prototype.close.call(server);
    for (let idleAt = performance.now() + IDLE_MS; connections.size > 0 && performance.now() < end; ) {
      await sleep(CHECK_MS);
      if (performance.now() < idleAt) continue;
      server.closeIdleConnections();
      idleAt += IDLE_MS;
    }
    // What is left did not end in time; WebSockets among it, which were their service's to end.
    for (const socket of connections) socket.destroy();
  };
}
