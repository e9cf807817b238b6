import { readFileSync } from 'node:fs';
import net, { type Socket } from 'node:net';
import tls, { rootCertificates } from 'node:tls';
import type { IrcNetwork } from '../config/irc.ts';

export interface OpenedSocket {
  socket: Socket;
  ready: 'connect' | 'secureConnect';
}

/** Opens a connection to the network's server, encrypted unless its `tls` is false. Throws when a PEM file cannot be read. */
export function openSocket(network: Pick<IrcNetwork, 'host' | 'port' | 'tls'>): OpenedSocket {
  const { host, tls: settings } = network;
  if (settings === false) {
    return { socket: net.connect({ host, port: network.port ?? 6667 }), ready: 'connect' };
  }
  const { ca, pin, cert, key, rejectUnauthorized } =
    settings === true ? { ca: undefined, rejectUnauthorized: true } : settings;
  const socket = tls.connect({
    host,
    port: network.port ?? 6697,
    rejectUnauthorized: rejectUnauthorized && pin === undefined,
    ...(net.isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca: [...rootCertificates, pem(ca)] }),
    ...(cert !== undefined && { cert: pem(cert) }),
    ...(key !== undefined && { key: pem(key) }),
  });
  // Heard before anything is sent.
  if (pin !== undefined) socket.once('secureConnect', () => checkPin(socket, pin));
  return { socket, ready: 'secureConnect' };
}

function checkPin(socket: tls.TLSSocket, pin: string): void {
  const shown = socket.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase();
  if (shown !== pin)
    socket.destroy(
      new Error(`The server shows another certificate than the pinned one: ${shown ?? 'none'}.`),
    );
}

function pem(text: string): string {
  return text.startsWith('-----BEGIN') ? text : readFileSync(text, 'utf8');
}
