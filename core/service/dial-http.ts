import type { Socket } from 'node:net';
import { dialAddress } from '../rpc/dial.ts';
import type { TlsCredentials } from '../rpc/tls.ts';
import type { Whereabouts } from './network.ts';

const PATIENCE_MS = 5_000;

/** Opens connections to the public paths of a service, wherever it is at that moment. */
export function dialHttp(
  service: string,
  where: Whereabouts,
  credentials: TlsCredentials | undefined,
): () => Promise<Socket> {
  return async () => dialAddress(await where(service, 'http'), credentials, PATIENCE_MS);
}
