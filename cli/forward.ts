import type { Socket } from 'node:net';
import net from 'node:net';
import { createLog } from '../core/log.ts';
import { Metrics } from '../core/metrics.ts';
import type { Contract } from '../core/rpc/contract.ts';
import { inheritedSockets } from '../core/service/listeners.ts';
import { serveHttp } from '../core/service/public-http.ts';
import { loadConfig } from './config.ts';
import { serviceNetwork } from './network.ts';
import { notifySystemd } from './notify-systemd.ts';
import { aborted, stopSignal } from './stop-signal.ts';

/**
 * `node dist/forward.js SERVICE ADDRESS`: takes the sockets of a service that has left this server and passes on what still comes.
 * Requests go to the same entrance at ADDRESS. Calls are turned away before they have begun: their callers ask where the service
 * is and call there.
 */
const [service = '', address = ''] = process.argv.slice(2);
const GRACE_MS = 10_000;

const config = await loadConfig();
const network = serviceNetwork(config)!;
const log = createLog({ level: config.server.logLevel }).child({ service, part: 'forward' });
const sockets = inheritedSockets(process.env);
const signal = stopSignal();

// Loaded and waiting, so that passing on begins at once when it is asked for.
const asked = new Promise<void>(resolve => void process.on('SIGUSR2', () => resolve()));
await notifySystemd('ready');
const waiting = setInterval(() => {}, 60_000);
await Promise.race([asked, aborted(signal)]);
clearInterval(waiting);

const everything = [{ service, paths: [''] }] as unknown as readonly Contract[];
const common = {
  log,
  origin: config.origin,
  tls: network.tls,
  parts: [],
  elsewhere: everything,
  metrics: new Metrics(),
};
const passing = [];
const publicFd = sockets.get('public');
const httpFd = sockets.get('http');
const abroadFd = sockets.get('http-tls');
if (publicFd !== undefined)
  passing.push(
    await serveHttp({
      ...common,
      trustedProxies: config.server.trustedProxies,
      at: { fd: publicFd },
      where: async () => ({ kind: 'tcp', host: address, port: config.server.port }),
    }),
  );
if (httpFd !== undefined && abroadFd !== undefined)
  passing.push(
    await serveHttp({
      ...common,
      trustedProxies: true,
      at: { fd: httpFd },
      abroad: { fd: abroadFd },
      where: async () => ({ kind: 'tls', host: address, port: network.ports(service).http }),
    }),
  );
for (const name of ['rpc', 'rpc-tls', 'internal', 'internal-tls']) {
  const fd = sockets.get(name);
  if (fd !== undefined) net.createServer((socket: Socket) => socket.destroy()).listen({ fd });
}
await aborted(signal);
await Promise.all(passing.map(listener => listener.drain(GRACE_MS)));
process.exit(0);
