import { readFileSync } from 'node:fs';
import net, { type Socket } from 'node:net';
import tls, { rootCertificates } from 'node:tls';
import type { IrcNetwork } from '../config.ts';

/** Opens a connection to the network's server, encrypted unless its `tls` is false. Throws when a CA file cannot be read. */
export function openSocket(network: IrcNetwork): { socket: Socket; ready: 'connect' | 'secureConnect' } {
  const { host, tls: settings } = network;
  if (settings === false) {
    return { socket: net.connect({ host, port: network.port ?? 6667 }), ready: 'connect' };
  }
  const { ca, rejectUnauthorized } =
    settings === true ? { ca: undefined, rejectUnauthorized: true } : settings;
  const socket = tls.connect({
    host,
    port: network.port ?? 6697,
    rejectUnauthorized,
    ...(net.isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca: [...rootCertificates, pem(ca)] }),
  });
  return { socket, ready: 'secureConnect' };
}

function pem(ca: string): string {
  return ca.startsWith('-----BEGIN') ? ca : readFileSync(ca, 'utf8');
}
