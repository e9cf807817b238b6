import type { IncomingMessage } from 'node:http';
import type { Http } from './http.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A body of this route may take as long as it comes at all: it is large. */
    largeBody?: true;
  }
}

/** Milliseconds in which a body has to be there, or in which at least something more of a large one has. */
const PATIENCE = 60_000;

/** Drops connections whose body does not come to an end in time, as Node would do by itself, but knows no exceptions. */
export function dropSlowBodies(http: Http, patience = PATIENCE): void {
  http.addHook('onRequest', (request, _reply, done) => {
    const { headers, raw } = request;
    if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
      watch(raw, patience, request.routeOptions.config.largeBody === true);
    done();
  });
}

function watch(raw: IncomingMessage, patience: number, large: boolean): void {
  const { socket } = raw;
  let had = socket.bytesRead;
  const timer = setInterval(() => {
    const more = socket.bytesRead > had;
    had = socket.bytesRead;
    if (large && more) return;
    clearInterval(timer);
    if (!raw.complete) raw.destroy();
  }, patience);
  timer.unref();
  const stop = () => clearInterval(timer);
  raw.once('end', stop).once('close', stop);
}
