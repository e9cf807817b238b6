import type { Server } from 'node:http';
import { type AppOptions, createApp } from '../http/app.ts';
import { watchConnections } from '../http/drain.ts';
import { endForwardedSockets, forward } from '../http/forward.ts';
import type { Contract } from '../rpc/contract.ts';
import type { TlsCredentials } from '../rpc/tls.ts';
import { dialHttp } from './dial-http.ts';
import { type ListenAt, listen } from './listeners.ts';
import type { Whereabouts } from './network.ts';
import { openSecureEntrance } from './secure-entrance.ts';
import type { ServiceParts } from './service.ts';

export interface HttpOptions extends AppOptions {
  /** The services whose routes are answered here. */
  readonly parts: readonly ServiceParts[];
  /** The services elsewhere whose public paths are passed on. */
  readonly elsewhere: readonly Contract[];
  readonly where: Whereabouts;
  readonly tls: TlsCredentials | undefined;
  readonly at: ListenAt;
  /** Where other servers come in, over mutual TLS. */
  readonly abroad?: ListenAt;
}

export interface HttpListener {
  /** The port that the system chose, when it was a TCP port. */
  readonly port: number | undefined;
  /** Answers what is open and closes; at most `graceMs`. */
  drain(graceMs: number): Promise<void>;
}

/** Serves the routes of services on one listener, and passes the paths of others on to them. */
export async function serveHttp(options: HttpOptions): Promise<HttpListener> {
  const app = await createApp(options);
  app.get('/healthz', { logLevel: 'silent' }, async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send('ok\n'),
  );
  for (const parts of options.parts)
    await app.register(async child => parts.routes?.(child as unknown as typeof app));
  for (const { service, paths } of options.elsewhere) {
    if (paths.length > 0)
      await forward(app, { service, paths, connect: dialHttp(service, options.where, options.tls) });
  }
  const server = app.server as Server;
  const drain = watchConnections(server);
  await app.ready();
  await listen(server, options.at);
  const closeEntrance = options.abroad && (await openSecureEntrance(server, options.abroad, options.tls!));
  const address = server.address();
  return {
    port: typeof address === 'object' ? address?.port : undefined,
    async drain(graceMs) {
      closeEntrance?.();
      endForwardedSockets(app);
      await drain(graceMs);
      await app.close();
    },
  };
}
