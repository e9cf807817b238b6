import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { type Address, createRpcClient, type RpcClient, type TlsCredentials } from '../../core/rpc/index.ts';
import type { Caller } from './load.ts';
import type { Peer } from './peer.ts';
import { posts } from './posts.ts';

/** Our calling side, with everything on. */
export function rpcCaller(peer: Peer, tls?: TlsCredentials): Caller & { client: RpcClient<typeof posts> } {
  const client = createRpcClient(posts, {
    resolve: () => peer.at as Address,
    ...(tls && { tls }),
    log: createLog({ level: 'warn' }),
    metrics: new Metrics(),
  });
  return { client, call: (method, slug) => client[method]({ slug }), close: () => client.close() };
}
