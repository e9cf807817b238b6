import { readFileSync } from 'node:fs';
import { createLog } from '../../core/log.ts';
import { Metrics } from '../../core/metrics.ts';
import { parseAddress, serveRpc, service } from '../../core/rpc/index.ts';
import { tellParent } from './peer.ts';
import { implementation, posts } from './posts.ts';

/** Arguments: an address, and for tls the folder of the certificates. */
const [address, folder] = process.argv.slice(2);
const server = await serveRpc({
  listen: parseAddress(address!),
  services: [service(posts, implementation)],
  ...(folder && {
    tls: {
      ca: readFileSync(`${folder}/ca.crt`),
      cert: readFileSync(`${folder}/server.crt`),
      key: readFileSync(`${folder}/server.key`),
    },
  }),
  log: createLog({ level: 'warn' }),
  metrics: new Metrics(),
});
tellParent(server.address);
