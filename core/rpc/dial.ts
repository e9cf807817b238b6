import { connect, type Socket } from 'node:net';
import * as tls from 'node:tls';
import { AppError } from '../errors.ts';
import type { Address } from './address.ts';
import { clientTlsOptions, type TlsCredentials } from './tls.ts';

/** Opens a socket to an address. Rejects with what the system says, or AppError `invalid` without TLS credentials. */
export function dial(
  address: Address,
  credentials: TlsCredentials | undefined,
  timeout: number,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (address.kind === 'tls' && !credentials) {
      reject(new AppError('invalid', 'A tls address needs ca, cert and key.'));
      return;
    }
    const socket = open(address, credentials);
    const timer = setTimeout(() => socket.destroy(new Error(`no answer in ${timeout} ms`)), timeout);
    const settle = () => {
      clearTimeout(timer);
      socket.removeListener('error', failed);
    };
    const failed = (error: Error) => {
      settle();
      reject(error);
    };
    socket.once('error', failed);
    socket.once(address.kind === 'tls' ? 'secureConnect' : 'connect', () => {
      settle();
      resolve(socket);
    });
  });
}

function open(address: Address, credentials: TlsCredentials | undefined): Socket {
  if (address.kind === 'unix') return connect({ path: address.path });
  if (address.kind === 'tcp') return connect({ host: address.host, port: address.port });
  return tls.connect(clientTlsOptions(credentials!, address.host, address.port));
}
