import type { Server, Socket } from 'node:net';
import * as tls from 'node:tls';
import { serverTlsOptions, type TlsCredentials } from '../rpc/tls.ts';
import { type ListenAt, listen } from './listeners.ts';

const HANDSHAKE_MS = 5_000;

/**
 * A second way into a server: its connections come over mutual TLS and are then like all others. Gives a function that closes
 * the way in and leaves the connections.
 */
export async function openSecureEntrance(
  server: Server,
  at: ListenAt,
  credentials: TlsCredentials,
): Promise<() => void> {
  const outer = tls.createServer(serverTlsOptions(credentials, HANDSHAKE_MS));
  outer.on('secureConnection', (socket: Socket) => server.emit('connection', socket));
  outer.on('tlsClientError', () => {}); // a stranger's failed handshake ends its own socket
  await listen(outer, at);
  return () => {
    if (outer.listening) outer.close();
  };
}
