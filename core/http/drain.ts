import type { Server } from 'node:http';
import net, { type Socket } from 'node:net';

/** How long a keep-alive connection may sit idle before a draining server closes it. Callers of ours drop idle ones sooner. */
const IDLE_MS = 1_000;
const CHECK_MS = 100;

/**
 * Watches a server's connections so that it can be drained without cutting a request: it takes no new connections, answers what
 * comes on the open ones with `Connection: close`, and closes those that stay idle.
 */
export function watchConnections(server: Server): (graceMs: number) => Promise<void> {
  const connections = new Map<Socket, { open: number; idleSince: number }>();
  let draining = false;

  server.on('connection', socket => {
    connections.set(socket, { open: 0, idleSince: performance.now() });
    socket.once('close', () => connections.delete(socket));
  });
  // A WebSocket is its service's to end, with a close code that says why; what is left of them goes with the rest at the end.
  server.on('upgrade', (_request, socket) => {
    const state = connections.get(socket as Socket);
    if (state) state.open++;
  });
  server.prependListener('request', (request, response) => {
    const state = connections.get(request.socket);
    if (draining) response.setHeader('connection', 'close');
    if (!state) return;
    state.open++;
    response.once('close', () => {
      state.open--;
      state.idleSince = performance.now();
    });
  });

  return async function drain(graceMs) {
    draining = true;
    const end = performance.now() + graceMs;
    // http.Server#close would also cut every idle connection at once, where a request may be on its way.
    if (server.listening) net.Server.prototype.close.call(server);
    while (connections.size > 0 && performance.now() < end) {
      const now = performance.now();
      for (const [socket, state] of connections)
        if (state.open === 0 && now - state.idleSince > IDLE_MS) socket.destroy();
      await new Promise(resolve => setTimeout(resolve, CHECK_MS));
    }
    for (const socket of connections.keys()) socket.destroy();
  };
}
